import { readFileSync } from 'node:fs';
import path from 'node:path';

/**
 * The folder that Electron gives as `downloads` on Linux. It reads where xdg-user-dirs has put it; where that isn't
 * installed, the folder is the home folder itself. It needn't exist.
 */
export function downloadsFolder({ HOME = '/tmp', XDG_CONFIG_HOME }: NodeJS.ProcessEnv): string {
  const config = XDG_CONFIG_HOME ?? path.join(HOME, '.config');
  const line = /^XDG_DOWNLOAD_DIR="(\$HOME\/|\/)(.*)"$/m.exec(
    readIfThere(path.join(config, 'user-dirs.dirs')),
  );
  if (!line) return HOME;
  const [, root, below = ''] = line;
  return root === '/' ? `/${below}` : path.join(HOME, below);
}

function readIfThere(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
