#!/bin/sh
set -e

# During an upgrade the new version has already made its own link.
if [ "$1" = remove ] || [ "$1" = purge ]; then
  rm -f "$DPKG_ROOT/usr/bin/${executable}"
  if [ -L "$DPKG_ROOT/opt/Confera Kiosk" ]; then rm "$DPKG_ROOT/opt/Confera Kiosk"; fi
fi
if [ -z "$DPKG_ROOT" ] && command -v udevadm >/dev/null; then
  udevadm control --reload || true
fi
