import { chmodSync, mkdirSync, statSync } from 'node:fs';
import path from 'node:path';

/**
 * Makes a folder for this user's eyes alone, and those above it where they are missing; one that is there is left as
 * it is.
 *
 * Step by step: where the system says "not found" under a folder that is there (`/proc`), Node's own recursive way
 * tries for ever.
 *
 * @throws what the file system says
 */
export function makeFolder(folder: string): void {
  if (isFolder(folder)) return;
  const parent = path.dirname(folder);
  if (parent !== folder) makeFolder(parent);
  try {
    mkdirSync(folder, { mode: 0o700 });
    // A strict umask may have left this user without a right of his own.
    chmodSync(folder, 0o700);
  } catch (problem) {
    // Another process may have made it since.
    if (!isFolder(folder)) throw problem;
  }
}

const isFolder = (folder: string) =>
  statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true;
