import type { CopyFolderProblem } from '../../../shared/bridge/copy.ts';
import { codeOf, storageProblem } from '../outbox/storage-problem.ts';

/** A folder can't take the copy, for a reason that the system doesn't say. */
export class CopyFolderError extends Error {
  override readonly name = 'CopyFolderError';
  readonly why: CopyFolderProblem;

  constructor(why: CopyFolderProblem) {
    super(`The folder can't take a copy: ${why}`);
    this.why = why;
  }
}

/** Codes of a stick that is there no more. */
const GONE = ['ENOENT', 'ENOTDIR', 'ENODEV', 'ENXIO', 'ESTALE', 'ENOTCONN'];

/** Why a copy can't be written, judging by what the file system threw. */
export function copyProblem(error: unknown): CopyFolderProblem {
  if (error instanceof CopyFolderError) return error.why;
  if (GONE.includes(codeOf(error))) return 'gone';
  switch (storageProblem(error)) {
    case 'disk-full':
      return 'full';
    case 'read-only':
      return 'read-only';
    case 'no-rights':
      return 'no-rights';
    default:
      return 'fails';
  }
}
