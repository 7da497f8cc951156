import type { WindowSystem } from '../../shared/bridge/bridge.ts';

/** The variables by which a Linux session tells its programs where they can show windows. */
export type SessionEnvironment = Partial<
  Record<'DISPLAY' | 'WAYLAND_DISPLAY' | 'XDG_SESSION_TYPE', string>
>;

/**
 * The window system that the app is told to use, as the value of `--ozone-platform`. Wherever there is an X server, it
 * is X11: Wayland lets no app choose its display or stay in front. In a Wayland session the X server is XWayland.
 * Without one the app has to use Wayland.
 *
 * Electron has chosen before any script runs, so this belongs on its command line. Since version 38 it would choose
 * Wayland in a Wayland session, although there is an X server. `build/linux/launcher.sh` decides in the same way for
 * the installed app.
 *
 * @param args the command line. A person may have chosen on it
 * @returns null if the choice is Electron's: a person has made it, there is no display at all, or this isn't Linux
 */
export function ozonePlatform(
  args: readonly string[],
  env: SessionEnvironment,
  platform: NodeJS.Platform,
): 'x11' | 'wayland' | null {
  if (platform !== 'linux' || args.some((arg) => arg.startsWith('--ozone-platform='))) return null;
  if (env.DISPLAY) return 'x11';
  return env.WAYLAND_DISPLAY ? 'wayland' : null;
}

/**
 * The window system that the app uses.
 *
 * @param ozone the value of `--ozone-platform` on Electron's own command line, where Electron puts its choice. It is
 *   empty in versions before 38 if nobody has chosen, and they use X11 then
 * @returns null if this isn't Linux
 */
export function windowSystem(
  ozone: string,
  env: SessionEnvironment,
  platform: NodeJS.Platform,
): WindowSystem | null {
  if (platform !== 'linux') return null;
  if (ozone === 'wayland') return 'wayland';
  return env.WAYLAND_DISPLAY || env.XDG_SESSION_TYPE === 'wayland' ? 'xwayland' : 'x11';
}
