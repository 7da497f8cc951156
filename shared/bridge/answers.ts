import { z } from 'zod';
import { settingProblem } from '../settings/setting-problem.ts';
import { STORAGE_PROBLEMS } from './storage-problem.ts';

// The answers that more than one method gives.

export const done = z.object({ ok: z.literal(true) });
/** It holds from now on. Unless it is kept, the disk refused to write it down, and a restart undoes it. */
export const doneForNow = z.object({ ok: z.literal(true), isKept: z.boolean() });
/** Staff have to enter a PIN first that allows it: their own, or for what stewards may not do the supervisor's. */
export const locked = z.object({ ok: z.literal(false), problem: z.literal('locked') });
/** The core isn't running: it is restarting, or it can't start. The PIN makes no difference to that. */
export const notRunning = z.object({ ok: z.literal(false), problem: z.literal('not-running') });
/** The disk refused to write it down, so nothing was changed. */
export const storageFails = z.object({
  ok: z.literal(false),
  problem: z.literal('storage'),
  why: z.enum(STORAGE_PROBLEMS),
});
/** The scans of this device can't be read just now. */
export const unreadable = z.object({ ok: z.literal(false), problem: z.literal('unreadable') });
/** The shell could not save a file in this folder. */
export const notSaved = z.object({
  ok: z.literal(false),
  problem: z.literal('not-saved'),
  folder: z.string(),
});
/** Scans are waiting, so the screen asks what should become of them. The count is null if it can't be known. */
export const scansWaiting = z.object({
  ok: z.literal(false),
  problem: z.literal('scans-waiting'),
  count: z.number().nullable(),
});
export const badSetting = z.object({
  ok: z.literal(false),
  problem: z.literal('bad-setting'),
  ...settingProblem.shape,
});
