import { z } from 'zod';
import { time } from './time.ts';

/** Why the copy can't be written just now. */
export const COPY_PROBLEMS = [
  /** The stick was pulled, or the folder was moved. */
  'gone',
  'full',
  'read-only',
  'no-rights',
  /** Another device keeps its copy there, under the same name. */
  'other-device',
  /** The stick answers no more, or answers with an error. */
  'fails',
  /** What was chosen can't be read in the data folder. */
  'lost',
] as const;
export type CopyProblem = (typeof COPY_PROBLEMS)[number];

/** Why a folder can't take a copy. */
export const COPY_FOLDER_PROBLEMS = [
  ...COPY_PROBLEMS,
  'not-a-folder',
  /** It isn't the full path of a folder. */
  'not-a-path',
  /** It is in the data folder, which would be lost together with its copy. */
  'in-data-folder',
] as const;
export type CopyFolderProblem = (typeof COPY_FOLDER_PROBLEMS)[number];

const copyOn = {
  is: z.literal('on'),
  /** The folder that staff have chosen. */
  folder: z.string(),
  /** When the copy last had all scans of that moment; null if it hasn't since this start. */
  writtenAt: time.nullable(),
  /** How many scans this start has written. */
  scans: z.number(),
  problem: z.enum(COPY_PROBLEMS).nullable(),
  /** Since when there is a problem; null without one. */
  since: time.nullable(),
};

/** How the rolling copy of this device is doing. */
export const copyState = z.discriminatedUnion('is', [
  z.object({ is: z.literal('off') }),
  z.object(copyOn),
]);
export type CopyState = z.infer<typeof copyState>;

/** Scans that were taken over from another device's copy. */
export const takenOver = z.object({
  /** The id of the other device. */
  device: z.string(),
  /** Up to when its copy had everything; null if that isn't known. */
  until: time.nullable(),
  unsent: z.number(),
  refused: z.number(),
  settled: z.number(),
  /** When they were taken over. */
  at: time,
});
export type TakenOverFrom = z.infer<typeof takenOver>;

/** What a supervisor sees of the copy. */
export const copyView = z.object({
  ok: z.literal(true),
  copy: copyState,
  /** The sticks and other drives that are attached: each with its folder. */
  drives: z.array(z.string()),
  takenOver: z.array(takenOver),
});

/** What the start of a copy is asked for. */
export const copyStart = z.object({
  folder: z.string().max(4096),
  passphrase: z.string().max(512),
});

export const badFolder = z.object({
  ok: z.literal(false),
  problem: z.literal('bad-folder'),
  why: z.enum(COPY_FOLDER_PROBLEMS),
});
