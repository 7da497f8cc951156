#!/bin/sh
set -e

ln -sf "/opt/${sanitizedProductName}/${executable}" "$DPKG_ROOT/usr/bin/${executable}"
# Chromium's own way to a sandbox where the kernel gives users no namespaces.
chmod 4755 "$DPKG_ROOT/opt/${sanitizedProductName}/chrome-sandbox" || true

# Scanners that are plugged in already are to be had without a restart.
if [ -z "$DPKG_ROOT" ] && command -v udevadm >/dev/null; then
  udevadm control --reload || true
  udevadm trigger --action=change --subsystem-match=hidraw --subsystem-match=tty || true
fi
