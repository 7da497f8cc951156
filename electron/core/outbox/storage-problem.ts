import type { StorageProblem } from '../../../shared/bridge/storage-problem.ts';
import type { Reason } from '../../../shared/scan/outcome.ts';

/** SQLite appends finer kinds to the names of its codes (`SQLITE_IOERR_FSYNC`); the system has none. */
const PROBLEM_OF: readonly (readonly [RegExp, StorageProblem])[] = [
  [/^(SQLITE_FULL|ENOSPC|EDQUOT)$/, 'disk-full'],
  [/^(SQLITE_READONLY(_.*)?|EROFS)$/, 'read-only'],
  [/^(SQLITE_PERM|SQLITE_AUTH(_.*)?|EACCES|EPERM)$/, 'no-rights'],
  [/^(SQLITE_BUSY(_.*)?|SQLITE_LOCKED(_.*)?|SQLITE_PROTOCOL)$/, 'locked'],
  [/^(SQLITE_CORRUPT(_.*)?|SQLITE_NOTADB)$/, 'damaged'],
  [/^(SQLITE_IOERR(_.*)?|EIO)$/, 'disk-fails'],
];

/** What is wrong with the disk or the database, judging by what SQLite or the file system threw. */
export function storageProblem(error: unknown): StorageProblem {
  const code = codeOf(error);
  return PROBLEM_OF.find(([codes]) => codes.test(code))?.[1] ?? 'other';
}

/** Why a scan could not be stored, as the answer to that scan says it. */
export function storageReason(error: unknown): Extract<Reason, 'disk-full' | 'storage'> {
  return storageProblem(error) === 'disk-full' ? 'disk-full' : 'storage';
}

/** What the system or SQLite calls an error; empty if it has no such name. */
export function codeOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : '';
}
