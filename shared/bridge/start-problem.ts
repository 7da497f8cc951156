import { z } from 'zod';
import { STORAGE_PROBLEMS } from './storage-problem.ts';

/** Why the kiosk can't start. Except for `program`, it is about the data folder. */
export const startProblem = z.object({
  is: z.enum([...STORAGE_PROBLEMS, 'newer-version', 'strange-file', 'program']),
  /** The data folder. */
  folder: z.string(),
  /** What the system calls the cause, such as `ENOSPC`; for a strange file its path; null if there is no name. */
  detail: z.string().nullable(),
});

export type StartProblem = z.infer<typeof startProblem>;
