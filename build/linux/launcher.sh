#!/bin/sh
# Starts the kiosk's program, which lies beside this file, on X11 wherever there is an X server: Wayland lets no app
# choose its display or stay in front. In a Wayland session the X server is XWayland. Without one the app has to use
# Wayland. The program has to be told on its command line, because it has chosen before any of its scripts runs.
program="$(dirname "$(readlink -f "$0")")/confera-kiosk.bin"
for arg in "$@"; do
  case $arg in
    # A person has chosen.
    --ozone-platform=*) exec "$program" "$@" ;;
  esac
done
if [ -n "$DISPLAY" ]; then
  exec "$program" --ozone-platform=x11 "$@"
elif [ -n "$WAYLAND_DISPLAY" ]; then
  exec "$program" --ozone-platform=wayland "$@"
fi
exec "$program" "$@"
