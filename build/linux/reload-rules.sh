#!/bin/sh
set -e

# Scanners that are plugged in already are to be had without a restart.
if [ -z "$DPKG_ROOT" ] && command -v udevadm >/dev/null; then
  udevadm control --reload || true
  udevadm trigger --action=change --subsystem-match=hidraw --subsystem-match=tty || true
fi
