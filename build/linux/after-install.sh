#!/bin/sh
set -e

ln -sf "/opt/${sanitizedProductName}/${executable}" "$DPKG_ROOT/usr/bin/${executable}"
# The app was in a folder with a space in its name, and a user's entry in the desktop's autostart may still start it there.
if [ "$1" = configure ] && [ -n "$2" ] && [ ! -e "$DPKG_ROOT/opt/Confera Kiosk" ]; then
  ln -s "${sanitizedProductName}" "$DPKG_ROOT/opt/Confera Kiosk"
fi
# Chromium uses this helper for its sandbox if the kernel gives users no namespaces.
chmod 4755 "$DPKG_ROOT/opt/${sanitizedProductName}/chrome-sandbox" || true

# The rules apply at once to scanners that are already plugged in.
if [ -z "$DPKG_ROOT" ] && command -v udevadm >/dev/null; then
  udevadm control --reload || true
  udevadm trigger --action=change --subsystem-match=hidraw --subsystem-match=tty || true
fi
