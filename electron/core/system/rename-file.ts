import { renameSync } from 'node:fs';

/** The errors on Windows while a virus scanner or an indexer has one of the two files open. */
const HELD: readonly unknown[] = ['EPERM', 'EACCES', 'EBUSY'];

/**
 * The waits between the tries, in milliseconds. They add up to half a second, because everything else waits meanwhile.
 */
const WAITS_MS = [10, 20, 40, 80, 150, 200];

/**
 * Renames a file, and replaces whatever has the new name. On Windows it is tried a few times, because a virus scanner
 * holds each new file for a moment.
 *
 * @throws the file system's error
 */
export function renameFile(from: string, to: string, platform = process.platform): void {
  const waits = platform === 'win32' ? [...WAITS_MS] : [];
  for (;;) {
    try {
      renameSync(from, to);
      return;
    } catch (error) {
      const isHeld = error instanceof Error && 'code' in error && HELD.includes(error.code);
      const wait = isHeld ? waits.shift() : undefined;
      if (wait === undefined) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, wait);
    }
  }
}
