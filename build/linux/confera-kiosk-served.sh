#!/bin/sh
# The served kiosk on the Node that came with it, in the Chromium of this machine.
home=/opt/confera-kiosk-served
exec "$home/bin/node" "$home/out/main/served.cjs" --host browser "$@"
