import type { Reason } from '../../shared/outcome.ts';

const FULL = new Set(['SQLITE_FULL', 'ENOSPC', 'EDQUOT']);

/** Why a scan could not be stored, from what SQLite or the file system threw. */
export function storageReason(error: unknown): Extract<Reason, 'disk-full' | 'storage'> {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' && FULL.has(code) ? 'disk-full' : 'storage';
}
