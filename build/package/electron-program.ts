import { createRequire } from 'node:module';
import { downloadArtifact } from '@electron/get';
import type { Machine } from './platforms.ts';

const require = createRequire(import.meta.url);

/** The version in the lock file. */
export const electronVersion: string = require('electron/package.json').version;

/**
 * Gets Electron's own program for a machine, from the download cache or the network, and checks it against the sums in
 * the locked package.
 *
 * @returns the archive with the program, or the reason why the network didn't provide it
 * @throws if what came isn't what the package expects
 */
export async function fetchElectron(
  machine: Machine,
): Promise<{ archive: string } | { unavailable: string }> {
  try {
    const archive = await downloadArtifact({
      version: electronVersion,
      artifactName: 'electron',
      ...machine,
      checksums: require('electron/checksums.json'),
    });
    return { archive };
  } catch (error) {
    if (error instanceof TypeError || (error instanceof Error && error.name === 'HTTPError')) {
      return { unavailable: error.message };
    }
    throw error;
  }
}
