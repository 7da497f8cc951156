import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { makeFolder } from '../../core/system/make-folder.ts';

/**
 * Writes a small file into a folder and deletes it again: permissions alone tell nothing of a disk that is full or
 * was mounted read-only.
 *
 * @throws what the file system says
 */
export function checkWritable(folder: string): void {
  makeFolder(folder);
  const probe = path.join(folder, `probe-${process.pid}`);
  rmSync(probe, { force: true });
  try {
    writeFileSync(probe, 'x', { mode: 0o600, flag: 'wx' });
  } finally {
    rmSync(probe, { force: true });
  }
}

/** The same as an answer. */
export function isWritable(folder: string): boolean {
  try {
    checkWritable(folder);
    return true;
  } catch {
    return false;
  }
}
