import { z } from 'zod';
import { STORAGE_PROBLEMS } from './storage-problem.ts';

/** Why the kiosk can't start with its data folder. */
export const startProblem = z.object({
  is: z.enum([...STORAGE_PROBLEMS, 'newer-version', 'strange-file']),
  /** The data folder. */
  folder: z.string(),
  /** What the system calls the cause, such as `ENOSPC`; for a strange file its path; null if there is no name. */
  detail: z.string().nullable(),
});

export type StartProblem = z.infer<typeof startProblem>;
