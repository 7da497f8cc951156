import path from 'node:path';
import { findProgram } from '../../electron/served/find-program.ts';
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
    findProgram('7za', env) ?? (installFromDebian(['p7zip-full']) ? findProgram('7za', env) : null);
  if (sevenZip) env.ELECTRON_BUILDER_7ZIP_PATH ??= sevenZip;
  const dpkg = findProgram('dpkg-deb', env);
  if (dpkg) env.CUSTOM_FPM_PATH ??= path.join(import.meta.dirname, 'fpm.ts');
  if (sevenZip && dpkg) return null;
  return `${sevenZip ? 'dpkg-deb' : '7za'} is missing here (Debian: apt-get install ${sevenZip ? 'dpkg' : 'p7zip-full'})`;
}
