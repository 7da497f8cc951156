import { accessSync, constants } from 'node:fs';
import type { StartProblem } from '../../../shared/bridge/start-problem.ts';
import { IN_ENGLISH, startSentence } from '../../../shared/words/problem-sentences.ts';
import { BadSettingError } from '../system/bad-setting.ts';
import { StrangeFileError } from '../system/durable-file.ts';
import { FolderInUseError } from '../system/folder-lock.ts';
import { DatabaseTooNewError } from './database/database.ts';
import { SalvageFailedError } from './database/open-or-salvage.ts';
import { codeOf, storageProblem } from './storage-problem.ts';

/** Node's codes for compiled code that is missing or damaged, or made for another machine. */
const NOT_LOADED = ['ERR_DLOPEN_FAILED', 'MODULE_NOT_FOUND'];

/** Why the kiosk can't start with its data folder, as a code that the screen has words for. */
export function startProblem(folder: string, error: unknown): StartProblem {
  const cause = causeOf(folder, error);
  if (cause instanceof StrangeFileError) return { is: 'strange-file', folder, detail: cause.file };
  const detail = /^[A-Z][A-Z0-9_]+$/.exec(codeOf(cause))?.[0] ?? null;
  if (detail !== null && NOT_LOADED.includes(detail)) return { is: 'program', folder, detail };
  if (cause instanceof DatabaseTooNewError) return { is: 'newer-version', folder, detail };
  const is = storageProblem(cause);
  if (is === 'other' && cause instanceof SalvageFailedError) {
    return { is: 'damaged', folder, detail };
  }
  return { is, folder, detail };
}

/** These errors say more than their code does, and stderr has room for it. */
const TELLING: readonly StartProblem['is'][] = [
  'damaged',
  'newer-version',
  'strange-file',
  'other',
];

/** Why the kiosk can't start and what to do about it, in English for stderr. */
export function explainStart(folder: string, error: unknown): string {
  const problem = startProblem(folder, error);
  const cause = causeOf(folder, error);
  const words = cause instanceof Error ? cause.message : String(cause);
  // Node's further lines are about who asked for a missing file.
  if (problem.is === 'program') return startSentence(IN_ENGLISH, problem, words.split('\n')[0]);
  if (!TELLING.includes(problem.is)) return startSentence(IN_ENGLISH, problem);
  return startSentence(IN_ENGLISH, { ...problem, is: 'other' }, words);
}

/** The kiosk can't start with its data folder. The message says why and what to do, in English for stderr. */
export class CannotStartError extends Error {
  override readonly name = 'CannotStartError';
}

/**
 * Explains an error of a start with this data folder to the person who started it.
 *
 * @returns a CannotStartError, or the same error if a person can understand it as it is
 */
export function plainStartError(folder: string, error: unknown): unknown {
  if (error instanceof BadSettingError || error instanceof FolderInUseError) return error;
  return new CannotStartError(explainStart(folder, error), { cause: error });
}

/** SQLite says only that it can't open a file, so the folder itself is asked why. */
function causeOf(folder: string, error: unknown): unknown {
  if (codeOf(error) !== 'SQLITE_CANTOPEN') return error;
  try {
    accessSync(folder, constants.W_OK);
    return error;
  } catch (cause) {
    return cause;
  }
}
