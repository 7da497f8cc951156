import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { makeFolder } from '../core/system/make-folder.ts';

/**
 * Checks that a folder can be written to, by writing a small file and deleting it. Permissions alone don't tell
 * whether the disk is full or mounted read-only.
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

/** Whether a folder can be written to. */
export function isWritable(folder: string): boolean {
  try {
    checkWritable(folder);
    return true;
  } catch {
    return false;
  }
}
