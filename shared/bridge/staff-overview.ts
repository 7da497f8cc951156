import { z } from 'zod';
import { KINDS, OUTCOMES, REASONS } from '../scan/outcome.ts';
import { COPY_PROBLEMS, takenOver } from './copy.ts';
import { hostProblem } from './hub-host.ts';
import { time } from './time.ts';
import { TROUBLES } from './trouble.ts';
import { HUB_STANDINGS } from './venue.ts';
import { WINDOW_SYSTEMS } from './window-system.ts';

/** One scan of this device. */
export const scanEntry = z.object({
  scanId: z.string(),
  /** At most the last four characters. */
  codeTail: z.string(),
  kind: z.enum(KINDS),
  state: z.enum(['pending', 'sending', 'done', 'rejected', 'attention']),
  outcome: z.enum(OUTCOMES).nullable(),
  reason: z.enum(REASONS).nullable(),
  attempts: z.number(),
  scannedAt: time,
  settledAt: time.nullable(),
  /** Confera refused it, and a person may still send it again or put it away. */
  refused: z.boolean(),
});

/** What staff see of this device and its scans. */
export const staffOverview = z.object({
  ok: z.literal(true),
  deviceId: z.string(),
  version: z.string(),
  /** Null where the app isn't on Linux, and for a kiosk in a browser, whose window isn't the kiosk's own. */
  windowSystem: z.enum(WINDOW_SYSTEMS).nullable(),
  /** Whether a setting names the kiosk's display. */
  displayIsChosen: z.boolean(),
  baseUrl: z.string(),
  /** Whether the key comes with each start, so that it can't be changed on the screen. */
  keyIsGiven: z.boolean(),
  counts: z.object({
    pending: z.number(),
    done: z.number(),
    rejected: z.number(),
    attention: z.number(),
  }),
  queuedElsewhere: z.number(),
  oldestPendingAt: time.nullable(),
  lastAnswerAt: time.nullable(),
  /** What last stood between this device and Confera; `over` once Confera has answered since. */
  trouble: z
    .object({
      is: z.enum(TROUBLES),
      /** The HTTP status that something on the way answered with, if it did. */
      status: z.number().nullable(),
      at: time,
      over: z.boolean(),
    })
    .nullable(),
  /** How far this device's clock is ahead of Confera's; null if it is right or nothing is known. */
  clockMinutesAhead: z.number().nullable(),
  /** Since when each of these has been so, as far as this program has seen; null while it isn't. */
  problemsSince: z.object({
    storage: time.nullable(),
    clock: time.nullable(),
    backlogStopped: time.nullable(),
  }),
  /** Whether the venue's hub answers, and how long nothing has been heard of the venue; null without a hub. */
  hub: z.object({ is: z.enum(HUB_STANDINGS), silentMs: z.number() }).nullable(),
  /** Damaged databases that were set aside, with what was carried over from each; oldest first. */
  salvages: z.array(
    z.object({
      at: time,
      /** The folder's name in the data folder; gone from this list once it is removed. */
      folder: z.string(),
      carriedOver: z.number(),
      lost: z.number(),
      moreFeared: z.boolean(),
    }),
  ),
  /** Damaged files of the data folder that were set aside and are still there, without `.json`; or the logo. */
  damagedFiles: z.array(z.enum(['device', 'settings', 'staff', 'steward', 'logo'])),
  /** Why this kiosk can't host the venue's hub although it is to; null if it can, or isn't to. */
  hubHostProblem: hostProblem.nullable(),
  /** Why the rolling copy can't be written; null if it can, or there is none. */
  copyProblem: z
    .object({
      is: z.enum(COPY_PROBLEMS),
      /** Since when, and when the copy was last written; null where that isn't known. */
      since: time.nullable(),
      writtenAt: time.nullable(),
    })
    .nullable(),
  /** What this device has taken over lately from the copies of others, latest first. */
  takenOver: z.array(takenOver),
  /** Newest first. */
  recent: z.array(scanEntry),
  /** The scans that a person must look at, oldest first. */
  attention: z.array(scanEntry),
});

export type ScanEntry = z.infer<typeof scanEntry>;
