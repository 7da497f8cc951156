import { chmodSync, mkdirSync, statSync } from 'node:fs';
import path from 'node:path';

/**
 * Makes a folder that only this user has access to, and any missing folders above it. An existing folder is left as it
 * is.
 *
 * It makes one folder at a time, because Node's own recursive call never ends if the system says "not found" within an
 * existing folder, as it does in `/proc`.
 *
 * @throws the file system's error
 */
export function makeFolder(folder: string): void {
  if (isFolder(folder)) return;
  const parent = path.dirname(folder);
  if (parent !== folder) makeFolder(parent);
  try {
    mkdirSync(folder, { mode: 0o700 });
    // A strict umask may have taken rights away from this user as well.
    chmodSync(folder, 0o700);
  } catch (problem) {
    // Another process may have made it meanwhile.
    if (!isFolder(folder)) throw problem;
  }
}

const isFolder = (folder: string) =>
  statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true;
