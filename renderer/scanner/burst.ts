import { chooseReading, type ReadBy } from './reading.ts';
import {
  characterOf,
  isModifier,
  isTerminator,
  type WedgeCharacter,
  type WedgeKey,
} from './wedge-key.ts';

/**
 * What tells a scanner from a person, times in milliseconds. Measured: 200 of 200 scans at up to 30 ms a key, none
 * taken out of 2,158 gaps between a person's keys.
 */
export const WEDGE_LIMITS = {
  /** Between two keys; a longer gap starts anew. */
  maxGapMs: 80,
  /** From the first key to the last, a gap on average. */
  meanGapMs: 50,
  minCharacters: 6,
  /** For the Enter or Tab after the code. */
  endGapMs: 150,
  /**
   * A code that long and that fast is also over when nothing follows for so long, since some scanners send no Enter.
   * Longer than the gap above: a busy machine hands keys over late, whose own times are still right.
   */
  silenceMs: 300,
  /** The same for a scanner that did send an Enter last time, and for one not yet known: it is only late. */
  missingEndMs: 1000,
  /** From this character on the page doesn't get them. */
  swallowFrom: 3,
  /** More than any code that could be sent: what follows is dropped, and the code is refused as too long. */
  maxCharacters: 1024,
};

/** Keys that may turn out to be a scan. */
type Burst = {
  byKey: string | null;
  byCode: string | null;
  characters: number;
  firstAt: number;
  lastAt: number;
  /** How many characters the page got. */
  leaked: number;
  /** What those that the page didn't get would have typed. */
  swallowed: string;
};

export type WedgeState = {
  burst: Burst | null;
  /** When the last scan ended. */
  endedAt: number;
  trusted: ReadBy;
  /** Whether the scanner ended its last code with Enter or Tab, as most do. */
  sendsEnd: boolean;
};

export const NO_KEYS: WedgeState = {
  burst: null,
  endedAt: Number.NEGATIVE_INFINITY,
  trusted: 'key',
  sendsEnd: true,
};

/** How a burst ended. */
export type WedgeEnd = {
  /** The code that was scanned, as it came; empty when it couldn't be read. */
  completed: string | null;
  /** How many of its characters the page has got and must lose. */
  takeBack: number;
  /** What a person typed and the page didn't get: to be typed before anything else is. */
  putBack: string;
};

export type WedgeStep = WedgeEnd & { state: WedgeState; decision: 'pass' | 'swallow' };

const NO_END: WedgeEnd = { completed: null, takeBack: 0, putBack: '' };

/**
 * Takes one more key into account.
 *
 * @param pattern what a badge's code looks like; only used to choose between two readings
 */
export function pressKey(state: WedgeState, pressed: WedgeKey, pattern: RegExp): WedgeStep {
  if (isModifier(pressed) || pressed.repeat) return { state, decision: 'pass', ...NO_END };
  if (isTerminator(pressed)) return endByKey(state, pressed.time, pattern);

  const character = characterOf(pressed);
  const { burst } = state;
  if (character && burst && pressed.time - burst.lastAt <= patience(burst)) {
    return goOn(state, burst, character, pressed.time);
  }
  const { state: after, ...end } = endBurst(state, pattern);
  const begun = character ? begin(character, pressed.time) : null;
  return { state: { ...after, burst: begun }, decision: 'pass', ...end };
}

/**
 * How long to wait for another key before `stopWaiting`, in milliseconds from when the last one was handed over; null
 * where nothing is held back.
 */
export function waitsFor({ burst, sendsEnd }: WedgeState): number | null {
  if (!burst) return null;
  if (!isScan(burst)) return burst.swallowed === '' ? null : WEDGE_LIMITS.maxGapMs;
  return sendsEnd ? WEDGE_LIMITS.missingEndMs : WEDGE_LIMITS.silenceMs;
}

/**
 * Gives out what is held back, as no key came: the code of a scanner that sends nothing after it, or what a person
 * typed. The latter stays known, in case that a key turns up after all which was pressed in time.
 */
export function stopWaiting(state: WedgeState, pattern: RegExp): WedgeEnd & { state: WedgeState } {
  const { burst } = state;
  if (!burst || isScan(burst)) return endBurst(state, pattern);
  const { putBack, burst: shown } = show(burst);
  return { state: { ...state, burst: shown }, ...NO_END, putBack };
}

function endBurst(state: WedgeState, pattern: RegExp): WedgeEnd & { state: WedgeState } {
  const { burst } = state;
  if (!burst) return { state, ...NO_END };
  if (!isScan(burst)) {
    return { state: { ...state, burst: null }, ...NO_END, putBack: burst.swallowed };
  }
  const { raw, trusted } = chooseReading(burst, pattern, state.trusted);
  return {
    state: { trusted, burst: null, sendsEnd: false, endedAt: burst.lastAt + WEDGE_LIMITS.endGapMs },
    completed: raw,
    takeBack: burst.leaked,
    putBack: '',
  };
}

function endByKey(state: WedgeState, time: number, pattern: RegExp): WedgeStep {
  const { burst } = state;
  const isInTime = burst !== null && time - burst.lastAt <= WEDGE_LIMITS.endGapMs;
  const { state: after, ...end } = endBurst(state, pattern);
  // A second one belongs to the same scan: carriage return and line feed, or one that came late.
  const belongs = time - after.endedAt <= WEDGE_LIMITS.endGapMs;
  const sendsEnd = after.sendsEnd || (end.completed !== null && isInTime);
  return { state: { ...after, sendsEnd }, decision: belongs ? 'swallow' : 'pass', ...end };
}

function begin({ byKey, byCode }: WedgeCharacter, time: number): Burst {
  return {
    byKey,
    byCode,
    characters: 1,
    firstAt: time,
    lastAt: time,
    leaked: 1,
    swallowed: '',
  };
}

function goOn(state: WedgeState, burst: Burst, more: WedgeCharacter, time: number): WedgeStep {
  const isFull = burst.characters >= WEDGE_LIMITS.maxCharacters;
  const longer: Burst = {
    ...burst,
    byKey: isFull ? burst.byKey : append(burst.byKey, more.byKey),
    byCode: isFull ? burst.byCode : append(burst.byCode, more.byCode),
    characters: burst.characters + 1,
    lastAt: time,
  };
  if (longer.characters >= WEDGE_LIMITS.swallowFrom && isFast(longer)) {
    const swallowed = burst.swallowed + more.typed;
    return { state: { ...state, burst: { ...longer, swallowed } }, decision: 'swallow', ...NO_END };
  }
  const { putBack, burst: shown } = show(longer);
  return {
    state: { ...state, burst: { ...shown, leaked: shown.leaked + 1 } },
    decision: 'pass',
    ...NO_END,
    putBack,
  };
}

/** Lets the page have what was held back from it. */
function show(burst: Burst): { putBack: string; burst: Burst } {
  const putBack = burst.swallowed;
  return { putBack, burst: { ...burst, leaked: burst.leaked + putBack.length, swallowed: '' } };
}

function append(text: string | null, character: string | null): string | null {
  return text === null || character === null ? null : text + character;
}

function isFast({ characters, firstAt, lastAt }: Burst): boolean {
  return lastAt - firstAt <= WEDGE_LIMITS.meanGapMs * (characters - 1);
}

function isScan(burst: Burst): boolean {
  return burst.characters >= WEDGE_LIMITS.minCharacters && isFast(burst);
}

/** How long the next key may take. A burst that no person could type is given until its end, hiccups and all. */
function patience(burst: Burst): number {
  return isScan(burst) ? WEDGE_LIMITS.endGapMs : WEDGE_LIMITS.maxGapMs;
}
