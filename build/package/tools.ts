import path from 'node:path';
import { findProgram } from '../../electron/core/system/find-program.ts';
import { installFromDebian } from '../install-from-debian.ts';

/**
 * Tells electron-builder to use this machine's tools instead of downloading its own: 7-Zip for archives, and for Debian
 * packages dpkg-deb, which it calls through `fpm.ts`.
 *
 * @param env is changed in place
 * @returns a sentence that says what is missing; null if nothing is
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
