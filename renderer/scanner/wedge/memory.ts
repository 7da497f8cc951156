import { type Burst, endGap, type WedgeLimits } from './burst.ts';
import { SHORTEST_HOLD_MS } from './stray-keys.ts';
import { type Habits, NO_HABITS, type WedgeScan } from './wedge-scan.ts';

/** The silence that ends a code of a scanner that sends no Enter, in milliseconds. */
const SILENCE_MS = 300;
/** The same for a scanner that sent an Enter last time, or isn't known yet: its Enter is probably only late. */
export const MISSING_END_MS = 1000;
/** For this many milliseconds after an incomplete code, more keys count as the rest of it. */
const REST_MS = 2000;
/** The same after keys that look like a person's: a bad connection may delay a scanner's keys by as much. */
const MAYBE_REST_MS = 400;

/** What earlier bursts have shown: how the scanner types, and which of their keys may still come. */
export type Memory = Habits & {
  /** When the last scan ended. */
  endedAt: number;
  /** A burst that begins before this time may be the rest of an earlier code. */
  restUntil: number;
  /** A burst that begins before `until` is the next line of a text. If that text was refused, so is the line. */
  text: { until: number; isRefused: boolean };
  /** A burst that begins before this time follows a control character, and is part of the same code. */
  controlUntil: number;
  /** The page has heard every key since this time. Earlier it wasn't there, or another window had the keyboard. */
  heardFrom: number;
};

const NEVER = Number.NEGATIVE_INFINITY;

export const NO_MEMORY: Memory = {
  ...NO_HABITS,
  endedAt: NEVER,
  restUntil: NEVER,
  text: { until: NEVER, isRefused: false },
  controlUntil: NEVER,
  heardFrom: NEVER,
};

/** Learns from a scan how the scanner types, and which keys of the code may still come. */
export function learnFromScan(
  memory: Memory,
  burst: Burst,
  scan: WedgeScan,
  habits: Habits,
  limits: WedgeLimits,
): Memory {
  return {
    ...memory,
    ...habits,
    text: burst.line === 'none' ? memory.text : textAfter(scan.at, true, limits),
    restUntil: restAfter(memory, scan, limits),
    endedAt: burst.ended?.at ?? burst.lastAt + longestGapMs(memory, burst, limits),
  };
}

/** Learns from keys that weren't a scan. They may have been the beginning of one, or a line of a text. */
export function learnFromNoScan(memory: Memory, burst: Burst, limits: WedgeLimits): Memory {
  const { ended, line, lastAt } = burst;
  if (!ended) {
    return { ...memory, restUntil: lastAt + (isFragment(burst) ? REST_MS : MAYBE_REST_MS) };
  }
  return {
    ...memory,
    restUntil: NEVER,
    text: textAfter(ended.at, line === 'of-refused-text', limits),
  };
}

/** Learns from an Enter or Tab on its own. It ends whatever was missing its end. */
export function learnFromLoneEnd(memory: Memory, time: number, limits: WedgeLimits): Memory {
  const { text } = memory;
  return {
    ...memory,
    text: time <= text.until ? textAfter(time, text.isRefused, limits) : text,
    restUntil: NEVER,
  };
}

/** Learns that a line of a refused text has ended. */
export function learnFromRefusedLine(memory: Memory, time: number, limits: WedgeLimits): Memory {
  return { ...memory, endedAt: time, text: textAfter(time, true, limits) };
}

/** Learns that an unknown character came before a burst, perhaps a control character. */
export function learnFromLostCharacter(
  memory: Memory,
  isControl: boolean,
  time: number,
  { gapMs }: WedgeLimits,
): Memory {
  const until = time + gapMs;
  if (isControl) return { ...memory, controlUntil: until };
  return { ...memory, restUntil: Math.max(memory.restUntil, until) };
}

/** Whether a burst that begins at this time is a line of a text. */
export function lineAt(time: number, { text }: Memory): Burst['line'] {
  if (time > text.until) return 'none';
  return text.isRefused ? 'of-refused-text' : 'of-text';
}

/** Whether an Enter or Tab at this time belongs to the last scan and is merely late. */
export function isLateEnd(time: number, { endedAt }: Memory, limits: WedgeLimits): boolean {
  return time - endedAt <= endGap(limits);
}

/**
 * The longest gap before the next key of this burst, in milliseconds.
 *
 * A burst that is surely a scanner's may pause, since no person types that fast: its end is worth waiting for.
 */
export function longestGapMs({ sendsEnd }: Habits, burst: Burst, { gapMs }: WedgeLimits): number {
  if (burst.ended) return burst.ended.waitMs;
  if (!burst.isScanner) return gapMs;
  return sendsEnd ? MISSING_END_MS : Math.max(SILENCE_MS, 2 * gapMs);
}

/** What is known about a text after one of its lines has ended. */
function textAfter(at: number, isRefused: boolean, limits: WedgeLimits): Memory['text'] {
  return { until: at + (isRefused ? endGap(limits) : limits.gapMs), isRefused };
}

/** The time until which more keys count as the rest of a scan that has ended. */
function restAfter(
  { restUntil }: Memory,
  { doubt, timing, at }: WedgeScan,
  { gapMs }: WedgeLimits,
): number {
  if (timing.end === 'none') return doubt === null ? restUntil : at + REST_MS;
  // When two scanners type at once, the first Enter is one scanner's. The rest of the other's code is still to come.
  return doubt === 'two-scanners' ? at + gapMs : NEVER;
}

/** Whether these few keys are the beginning of a scan. Only a scanner releases a key so soon. */
function isFragment({ characters, count }: Burst): boolean {
  const heldMs = characters.at(-1)?.heldMs ?? null;
  return heldMs === null ? count > 1 : heldMs < SHORTEST_HOLD_MS;
}
