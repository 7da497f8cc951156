#!/bin/sh
set -e

# The rules apply at once to scanners that are already plugged in.
if [ -z "$DPKG_ROOT" ] && command -v udevadm >/dev/null; then
  udevadm control --reload || true
  udevadm trigger --action=change --subsystem-match=hidraw --subsystem-match=tty || true
fi
