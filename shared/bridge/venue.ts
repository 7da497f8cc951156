import { z } from 'zod';
import { CONNECTIONS } from '../scan/outcome.ts';
import { letInTwice } from './let-in-twice.ts';
import { STORAGE_PROBLEMS } from './storage-problem.ts';

// What staff see of the venue's other devices. Ages are milliseconds at the moment of the answer.

/** Whether a device is there: `unknown` while this one hears nothing, so that it can't say that another is gone. */
export const PRESENCES = ['here', 'gone', 'unknown'] as const;

/** How a hub can be: `silent` if it is connected and tells nothing; the others are those of the check (`FINDINGS.hub`). */
export const HUB_STANDINGS = ['answers', 'silent', 'unreachable', 'refused', 'another'] as const;

/** One device of the venue, as it has last said of itself. */
export const venueDevice = z.object({
  deviceId: z.string(),
  /** Who it is on the hub: the `id` in the hub's list, by which it can be revoked. */
  hubId: z.string(),
  location: z.string().nullable(),
  version: z.string(),
  /** Whether it is the device whose screen this is. */
  isThis: z.boolean(),
  presence: z.enum(PRESENCES),
  /** How long ago it has last been heard. */
  heardMs: z.number(),
  connection: z.enum(CONNECTIONS),
  /** Why it can't store its scans; null while it can. */
  storage: z.enum(STORAGE_PROBLEMS).nullable(),
  queued: z.number(),
  /** How long the oldest of them has waited; null if none waits. */
  oldestMs: z.number().nullable(),
  /** How long ago its last scan was; null if there was none. */
  lastScanMs: z.number().nullable(),
  /** How far its clock is ahead, negative if it is behind; null before that is known. */
  clockAheadMs: z.number().nullable(),
  /** How many badges it has let in that another gate had let in before. */
  letInTwice: z.number(),
  /** Whether another device that is there uses the same join line. */
  sharesJoin: z.boolean(),
  /** The name that it had before it was renamed, or of the device that had its join line before; null if none is known. */
  formerId: z.string().nullable(),
});

export type VenueDevice = z.infer<typeof venueDevice>;

/** How many gates are named; the people of any further ones are counted together. */
export const MOST_GATES = 40;

/** What staff see of the venue. */
export const venueView = z.object({
  ok: z.literal(true),
  hub: z.object({
    is: z.enum(HUB_STANDINGS),
    /** How long nothing has been heard of the venue. */
    silentMs: z.number(),
    /** How far its clock is ahead of that of most devices, negative if behind; 0 while it counts as right. */
    aheadMs: z.number(),
  }),
  devices: z.array(venueDevice),
  /** The people whom the venue's gates have let in today, as far as this device has heard of them. */
  admitted: z.object({
    total: z.number(),
    /** Most people first. */
    gates: z.array(z.object({ location: z.string().nullable(), count: z.number() })),
    atOtherGates: z.number(),
  }),
  /** The latest on this device, newest first. */
  letInTwice: z.array(letInTwice),
});

export type VenueView = z.infer<typeof venueView>;
