import { renameSync } from 'node:fs';

/** What Windows says while a virus scanner or an indexer has one of the two files open. */
const HELD: readonly unknown[] = ['EPERM', 'EACCES', 'EBUSY'];

/** The waits between the tries, milliseconds: half a second in all, since everything else waits as well. */
const WAITS_MS = [10, 20, 40, 80, 150, 200];

/**
 * Gives a file another name, in the place of what has that name. On Windows it is tried a few times: a virus scanner
 * looks at each new file, and holds it for a moment.
 *
 * @throws what the file system says
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
