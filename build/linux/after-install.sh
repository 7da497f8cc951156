#!/bin/sh
set -e

ln -sf "/opt/${sanitizedProductName}/${executable}" "$DPKG_ROOT/usr/bin/${executable}"
# Chromium uses this helper for its sandbox if the kernel gives users no namespaces.
chmod 4755 "$DPKG_ROOT/opt/${sanitizedProductName}/chrome-sandbox" || true

# The rules apply at once to scanners that are already plugged in.
if [ -z "$DPKG_ROOT" ] && command -v udevadm >/dev/null; then
  udevadm control --reload || true
  udevadm trigger --action=change --subsystem-match=hidraw --subsystem-match=tty || true
fi
