import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/**
 * Writes a small file into a folder and deletes it again: permissions alone tell nothing of a disk that is full or
 * was mounted read-only.
 *
 * @throws what the file system says
 */
export function checkWritable(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const probe = path.join(folder, `probe-${process.pid}`);
  try {
    writeFileSync(probe, 'x', { mode: 0o600 });
  } finally {
    rmSync(probe, { force: true });
  }
}
