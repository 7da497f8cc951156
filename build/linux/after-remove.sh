#!/bin/sh
set -e

# At an upgrade the new version has made its own already.
if [ "$1" = remove ] || [ "$1" = purge ]; then
  rm -f "$DPKG_ROOT/usr/bin/${executable}"
fi
if [ -z "$DPKG_ROOT" ] && command -v udevadm >/dev/null; then
  udevadm control --reload || true
fi
