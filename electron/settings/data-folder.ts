import { homedir } from 'node:os';
import path from 'node:path';

/**
 * The folder that the platform has for this application's data.
 *
 * @returns null if the system doesn't say where this user's files are. The current folder must not be used instead.
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

/** Where a Unix system keeps this user's settings; null if it doesn't say. */
export function configHome(
  env: NodeJS.ProcessEnv,
  platform = process.platform,
  home = homeFolder(platform),
): string | null {
  // The XDG specification says that relative paths are ignored.
  return absolute(env.XDG_CONFIG_HOME, platform) ?? below(home, '.config');
}

/** This user's home folder; null if it is empty, relative or unknown. */
function homeFolder(platform: NodeJS.Platform): string | null {
  try {
    return absolute(homedir(), platform);
  } catch {
    // In some containers the user has no entry in the system's list of users.
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
