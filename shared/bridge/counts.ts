import { z } from 'zod';
import { KINDS } from '../scan/outcome.ts';
import { time } from './time.ts';

// What staff see of how many people came in by this device on a day at the venue. docs/counts.md defines each number.

const count = z.int().min(0);

/** A day at the venue, as YYYY-MM-DD. */
export const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

/** What people were told, as the chart of outcomes shows it. */
export const COUNTED_ANSWERS = [
  'checked-in',
  'already-checked-in',
  'queued',
  'rejected',
  'attention',
] as const;
export type CountedAnswer = (typeof COUNTED_ANSWERS)[number];

/** How many days, stretches of five minutes and stretches without Confera one answer holds at most. */
export const MOST_DAYS = 400;
export const MOST_SLOTS = 600;
export const MOST_GAPS = 500;

const counts = z.object({
  kind: z.enum(KINDS),
  /** People: each code once. */
  admitted: count,
  /** Scans whose people were let in, and which Confera refused afterwards. */
  refusedLater: count,
  /** Scans of people who had been let in before, here or elsewhere. */
  again: count,
  /** Scans that Confera refused, and whose people were not let in. */
  refused: count,
  /** Scans whose people were asked to see staff. */
  toStaff: count,
  /** Scans that are saved, and that Confera has not confirmed yet. */
  unconfirmed: count,
});

const slot = z.object({
  /** When the five minutes began. */
  at: time,
  /** People who were let in for the first time that day. */
  admitted: z.record(z.enum(KINDS), count),
  /** How many were told what. */
  answers: z.record(z.enum(COUNTED_ANSWERS), count),
  /** Half of the people, and 95 of a hundred, waited this many milliseconds at most; null if nobody was answered. */
  wait: z.object({ half: count, most: count }).nullable(),
});

const gap = z.object({
  from: time,
  /** Null if it lasts. */
  to: time.nullable(),
  is: z.enum(['offline', 'blocked']),
});

export const countsView = z.object({
  ok: z.literal(true),
  today: day,
  /** The day that is counted: the one that was asked for, or today if nothing whole is kept of that one. */
  day,
  /** The days of which everything is kept, newest first. Today is among them. */
  days: z.array(day).max(MOST_DAYS),
  /** One for each kind that this device has scanned that day; badges if none. */
  kinds: z.array(counts).max(KINDS.length),
  /** The five minutes in which something happened, oldest first. */
  slots: z.array(slot).max(MOST_SLOTS),
  /** When Confera was out of reach, or refused this device, oldest first. */
  gaps: z.array(gap).max(MOST_GAPS),
});

export type CountsView = z.infer<typeof countsView>;
export type KindCounts = CountsView['kinds'][number];
export type Slot = CountsView['slots'][number];
export type Gap = CountsView['gaps'][number];
