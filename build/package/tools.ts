import { accessSync, constants } from 'node:fs';
import path from 'node:path';
import { installFromDebian } from '../install-from-debian.ts';

/**
 * Names to electron-builder the machine's own tools, so that it downloads none: 7-Zip for archives, and dpkg-deb, by
 * way of `fpm.ts`, for Debian packages. What can't be found it fetches itself.
 *
 * @param env changed in place
 * @returns what is missing, in words; null where all is there
 */
export function nameOwnTools(env: NodeJS.ProcessEnv): string | null {
  if (process.platform !== 'linux') return null;
  const sevenZip =
    find('7za', env) ?? (installFromDebian(['p7zip-full']) ? find('7za', env) : null);
  if (sevenZip) env.ELECTRON_BUILDER_7ZIP_PATH ??= sevenZip;
  const dpkg = find('dpkg-deb', env);
  if (dpkg) env.CUSTOM_FPM_PATH ??= path.join(import.meta.dirname, 'fpm.ts');
  if (sevenZip && dpkg) return null;
  return `${sevenZip ? 'dpkg-deb' : '7za'} is missing here (Debian: apt-get install ${sevenZip ? 'dpkg' : 'p7zip-full'})`;
}

function find(name: string, env: NodeJS.ProcessEnv): string | null {
  const places = (env.PATH ?? '').split(path.delimiter).map((folder) => path.join(folder, name));
  return places.find(isProgram) ?? null;
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
