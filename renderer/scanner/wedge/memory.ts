import { type Burst, endGap, type WedgeLimits } from './burst.ts';
import { SHORTEST_HOLD_MS } from './stray-keys.ts';
import { type Habits, NO_HABITS, type WedgeScan } from './wedge-scan.ts';

/** A code is also over after this much silence, since some scanners send no Enter. */
const SILENCE_MS = 300;
/** The same for a scanner that sent an Enter last time, and for an unknown one: its Enter is probably only late. */
export const MISSING_END_MS = 1000;
/** For this long after a scanner's keys that were no whole code, more keys are the rest of it. */
const REST_MS = 2000;
/** The same after keys that look like a person's: a bad connection may have delayed a scanner's keys as long. */
const MAYBE_REST_MS = 400;

/** What earlier bursts have taught about the scanner, and about what may still come of them. */
export type Memory = Habits & {
  /** When the last scan ended. */
  endedAt: number;
  /** Until when a burst may be the rest of a code that began before it. */
  restUntil: number;
  /** A burst that begins before `until` is the next line of a text. If that text was refused, so is the line. */
  text: { until: number; isRefused: boolean };
  /** Until when a burst begins with a control character that was typed just before it. */
  controlUntil: number;
  /** Since when all keys have been heard. Before that, the page wasn't there or another window had the keyboard. */
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

/** Learns from a scan: how the scanner types, and what may still come of the code. */
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
    endedAt: burst.ended?.at ?? burst.lastAt + patience(memory, burst, limits),
  };
}

/** Learns from keys that were not a scan: they may have been the beginning of one, or a line of a text. */
export function learnFromOthers(memory: Memory, burst: Burst, limits: WedgeLimits): Memory {
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

/** Learns from an Enter or Tab that came on its own: it ends whatever was missing its end. */
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

/** Learns that a character was lost before a burst, perhaps a control character. */
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

/** Which line of a text a burst is that begins at this time. */
export function lineAt(time: number, { text }: Memory): Burst['line'] {
  if (time > text.until) return 'none';
  return text.isRefused ? 'of-refused-text' : 'of-text';
}

/** Whether an Enter or Tab at this time still belongs to the last scan, and has only come late. */
export function isLateEnd(time: number, { endedAt }: Memory, limits: WedgeLimits): boolean {
  return time - endedAt <= endGap(limits);
}

/**
 * How long the next key of a burst may take, in milliseconds. No person can type as fast as a scanner, so a scanner's
 * burst is waited for until its end, pauses and all.
 */
export function patience({ sendsEnd }: Habits, burst: Burst, { gapMs }: WedgeLimits): number {
  if (burst.ended) return burst.ended.waitMs;
  if (!burst.isScanner) return gapMs;
  return sendsEnd ? MISSING_END_MS : Math.max(SILENCE_MS, 2 * gapMs);
}

/** How long after a line's end at this time more of the text may come. */
function textAfter(at: number, isRefused: boolean, limits: WedgeLimits): Memory['text'] {
  return { until: at + (isRefused ? endGap(limits) : limits.gapMs), isRefused };
}

/** Until when more keys may be the rest of a scan that has ended. */
function restAfter(
  { restUntil }: Memory,
  { doubt, timing, at }: WedgeScan,
  { gapMs }: WedgeLimits,
): number {
  if (timing.end === 'none') return doubt === null ? restUntil : at + REST_MS;
  // When two scanners type at once, the first Enter ends one of them. The rest of the other's code is still to come.
  return doubt === 'two-scanners' ? at + gapMs : NEVER;
}

/** Whether these few keys are a scanner's, released as fast as only a scanner does: it paused after the first ones. */
function isFragment({ characters, count }: Burst): boolean {
  const heldMs = characters.at(-1)?.heldMs ?? null;
  return heldMs === null ? count > 1 : heldMs < SHORTEST_HOLD_MS;
}
