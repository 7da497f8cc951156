import type { WindowSystem } from '../../shared/bridge/window-system.ts';

/** The variables by which a Linux session tells its programs where they can show windows. */
export type SessionEnvironment = Partial<
  Record<'DISPLAY' | 'WAYLAND_DISPLAY' | 'XDG_SESSION_TYPE', string>
>;

/**
 * The switch that tells Electron or Chromium which window system to use. Wherever there is an X server, it is X11:
 * Wayland lets no app choose its display or stay in front. In a Wayland session the X server is XWayland. Without one it
 * has to be Wayland.
 *
 * By themselves they go by the type of the session alone. They take Wayland although there is an X server, and end where
 * there is none but nobody has set the type. They have chosen before any script runs, so the switch belongs on the
 * command line. `build/linux/launcher.sh` decides in the same way for the installed app.
 *
 * @param args the command line. A person may have chosen on it
 * @returns the switch; none if a person has chosen, if there is no display at all, or if this isn't Linux
 */
export function windowSystemSwitches(
  args: readonly string[],
  env: SessionEnvironment,
  platform: NodeJS.Platform,
): string[] {
  if (platform !== 'linux' || args.some((arg) => arg.startsWith('--ozone-platform='))) return [];
  if (env.DISPLAY) return ['--ozone-platform=x11'];
  return env.WAYLAND_DISPLAY ? ['--ozone-platform=wayland'] : [];
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
