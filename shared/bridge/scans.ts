import { z } from 'zod';
import { KINDS, OUTCOMES, REASONS } from '../scan/outcome.ts';
import { DISMISSALS, STANDINGS } from '../scan/standing.ts';
import { KEPT_SOURCES, SCAN_SOURCES } from './scan-source.ts';
import { scanEntry } from './staff-overview.ts';
import { time } from './time.ts';
import { TROUBLES } from './trouble.ts';

// What staff can look up about the scans of this device. No code comes out, and at most the last four characters of it.

/** The longest text that may be typed to find a badge. */
export const LONGEST_SEARCH = 600;

/** Which scans staff want to see, and from where on. */
export const scansAsked = z.object({
  /** What the page before said; null for the newest. */
  before: z.int().positive().nullable(),
  standing: z.enum(STANDINGS).nullable(),
  kind: z.enum(KINDS).nullable(),
  /** The first moment that counts, and the first that doesn't any more. */
  from: time.nullable(),
  to: time.nullable(),
  /** A badge by what somebody has typed (its code, or the last four characters), or as a scanner has read it. */
  badge: z
    .union([
      z.object({ typed: z.string().max(LONGEST_SEARCH) }),
      z.object({ raw: z.string().max(8192), source: z.enum(SCAN_SOURCES) }),
    ])
    .nullable(),
});
export type ScansAsked = z.infer<typeof scansAsked>;

const listedScan = scanEntry.extend({ standing: z.enum(STANDINGS) });
export type ListedScan = z.infer<typeof listedScan>;

export const scansPage = z.object({
  ok: z.literal(true),
  /** Newest first. */
  scans: z.array(listedScan),
  /** Where to go on; null after the last. Before that a page may have few scans, or none. */
  next: z.number().nullable(),
});

/** What was typed or scanned can't be the code of a badge. */
export const noCode = z.object({ ok: z.literal(false), problem: z.literal('no-code') });

/** One attempt to send a scan to Confera. */
const attempt = z.object({
  /** Counted from 1. */
  number: z.number(),
  beganAt: time,
  /** How long it took. */
  ms: z.number(),
  outcome: z.enum(OUTCOMES),
  reason: z.enum(REASONS).nullable(),
  /** HTTP status; null if no answer came. */
  status: z.number().nullable(),
  /** Confera's code of the error. */
  code: z.string().nullable(),
  trouble: z.enum(TROUBLES).nullable(),
  requestId: z.string().nullable(),
});
export type ScanAttempt = z.infer<typeof attempt>;

export const scanStory = z.object({
  ok: z.literal(true),
  story: listedScan.extend({
    location: z.string().nullable(),
    /** The day at the venue, YYYY-MM-DD. */
    venueDay: z.string(),
    source: z.enum(KEPT_SOURCES),
    /** What its person was told. */
    told: z.enum(OUTCOMES).nullable(),
    /** Whether Confera may have taken it although no answer said so. */
    ambiguous: z.boolean(),
    /** The address that it was accepted for. */
    baseUrl: z.string(),
    dismissed: z.object({ at: time, why: z.enum(DISMISSALS).nullable() }).nullable(),
    /** The attempts that were written down, oldest first; some may be missing. */
    ended: z.array(attempt),
    /** The first scan of the same badge that day: here, or at another gate, where it has no id. */
    first: z
      .object({ scanId: z.string().nullable(), at: time, location: z.string().nullable() })
      .nullable(),
  }),
});
export type ScanStory = z.infer<typeof scanStory>['story'];

/** There is no such scan, or it is kept no longer. */
export const noScan = z.object({ ok: z.literal(false), problem: z.literal('no-scan') });
