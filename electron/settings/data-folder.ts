import { homedir } from 'node:os';
import path from 'node:path';

/** The platform's folder for an application's data, with this application's name in it. */
export function defaultDataDir(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string {
  const home = homedir();
  if (platform === 'win32') {
    return path.join(env.APPDATA || path.join(home, 'AppData', 'Roaming'), 'Confera Kiosk');
  }
  if (platform === 'darwin') {
    return path.join(home, 'Library', 'Application Support', 'Confera Kiosk');
  }
  // The specification has relative paths ignored.
  const xdg = env.XDG_CONFIG_HOME;
  return path.join(xdg && path.isAbsolute(xdg) ? xdg : path.join(home, '.config'), 'confera-kiosk');
}
