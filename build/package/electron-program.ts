import { createRequire } from 'node:module';
import { downloadArtifact } from '@electron/get';
import type { Machine } from './platforms.ts';

const require = createRequire(import.meta.url);

/** The locked version. */
export const electronVersion: string = require('electron/package.json').version;

/**
 * Electron's own program for that machine, from the download cache or the network, checked against the sums that the
 * locked package carries.
 *
 * @returns the archive with the program; why not, where the network doesn't give it
 * @throws where what came isn't what the package expects
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
