import { accessSync, constants } from 'node:fs';
import type { StorageProblem } from '../../../shared/bridge/storage-problem.ts';
import type { Reason } from '../../../shared/scan/outcome.ts';

/** SQLite's codes have finer kinds behind their names (`SQLITE_IOERR_FSYNC`); the system's have none. */
const PROBLEM_OF: readonly (readonly [RegExp, StorageProblem])[] = [
  [/^(SQLITE_FULL|ENOSPC|EDQUOT)$/, 'disk-full'],
  [/^(SQLITE_READONLY(_.*)?|EROFS)$/, 'read-only'],
  [/^(SQLITE_PERM|SQLITE_AUTH(_.*)?|EACCES|EPERM)$/, 'no-rights'],
  [/^(SQLITE_BUSY(_.*)?|SQLITE_LOCKED(_.*)?|SQLITE_PROTOCOL)$/, 'locked'],
  [/^(SQLITE_CORRUPT(_.*)?|SQLITE_NOTADB)$/, 'damaged'],
  [/^(SQLITE_IOERR(_.*)?|EIO)$/, 'disk-fails'],
];

/** What keeps the disk from doing its work, from what SQLite or the file system threw. */
export function storageProblem(error: unknown): StorageProblem {
  const code = codeOf(error);
  return PROBLEM_OF.find(([codes]) => codes.test(code))?.[1] ?? 'other';
}

/** Why a scan could not be stored, as it is told with the scan. */
export function storageReason(error: unknown): Extract<Reason, 'disk-full' | 'storage'> {
  return storageProblem(error) === 'disk-full' ? 'disk-full' : 'storage';
}

/** Why the kiosk can't begin with its data folder and what to do about it, in one sentence or two. */
export function explainStart(dataDir: string, error: unknown): string {
  // SQLite says only that it can't open a file; the folder itself says why.
  const cause = codeOf(error) === 'SQLITE_CANTOPEN' ? (whyNotWritable(dataDir) ?? error) : error;
  switch (storageProblem(cause)) {
    case 'disk-full':
      return `The disk of ${dataDir} is full. Free some space.`;
    case 'read-only':
      return `${dataDir} is read-only. Make it writable, or choose another folder with KIOSK_DATA_DIR.`;
    case 'no-rights':
      return `This user may not write to ${dataDir}. Give the user the right to, or choose another folder with KIOSK_DATA_DIR.`;
    case 'locked':
      return `Another program holds the database in ${dataDir}. Close it: a backup, or a program that shows databases.`;
    case 'disk-fails':
      return `The disk of ${dataDir} fails (${codeOf(cause)}). Scans that are on it are left as they are; have the disk looked at.`;
    case 'damaged':
    case 'other':
      return `${dataDir} can't be used: ${cause instanceof Error ? cause.message : String(cause)}`;
  }
}

function whyNotWritable(dataDir: string): unknown {
  try {
    accessSync(dataDir, constants.W_OK);
    return null;
  } catch (error) {
    return error;
  }
}

function codeOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : '';
}
