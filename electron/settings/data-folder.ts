import { homedir } from 'node:os';
import path from 'node:path';

/**
 * The platform's folder for an application's data, with this application's name in it.
 *
 * @returns null where the system doesn't say where this user's files lie: the current folder must not stand in for it
 */
export function defaultDataDir(
  env: NodeJS.ProcessEnv,
  platform: NodeJS.Platform,
  home = homeFolder(platform),
): string | null {
  if (platform === 'win32') {
    const roaming = absolute(env.APPDATA, platform) ?? below(home, 'AppData', 'Roaming');
    return below(roaming, 'Confera Kiosk');
  }
  if (platform === 'darwin') {
    return below(home, 'Library', 'Application Support', 'Confera Kiosk');
  }
  return below(configHome(env, platform, home), 'confera-kiosk');
}

/** Where a Unix keeps this user's settings; null where the system doesn't say. */
export function configHome(
  env: NodeJS.ProcessEnv,
  platform = process.platform,
  home = homeFolder(platform),
): string | null {
  // The specification has relative paths ignored.
  return absolute(env.XDG_CONFIG_HOME, platform) ?? below(home, '.config');
}

/** This user's own folder; null where it is empty, relative, or not known. */
function homeFolder(platform: NodeJS.Platform): string | null {
  try {
    return absolute(homedir(), platform);
  } catch {
    // A user without an entry in the system's list, as in some containers.
    return null;
  }
}

function absolute(folder: string | undefined, platform: NodeJS.Platform): string | null {
  const { isAbsolute } = platform === 'win32' ? path.win32 : path.posix;
  return folder && isAbsolute(folder) ? folder : null;
}

function below(folder: string | null, ...names: string[]): string | null {
  return folder && path.join(folder, ...names);
}
