import { altCharacter, altDigit } from './alt-code.ts';
import {
  type Burst,
  beginBurst,
  endGap,
  isFast,
  lengthen,
  meanGapOf,
  show,
  type WedgeLimits,
} from './burst.ts';
import { chooseReading, type LayoutVerdict, type ReadingRules, type Way } from './reading.ts';
import { findStrays, SHORTEST_HOLD_MS } from './stray-keys.ts';
import {
  characterOf,
  characterWithoutKey,
  isModifier,
  isTerminator,
  type WedgeCharacter,
  type WedgeKey,
} from './wedge-key.ts';

export type WedgeRules = ReadingRules & WedgeLimits;

/** A code is also over when nothing follows for so long, since some scanners send no Enter. */
const SILENCE_MS = 300;
/** The same for a scanner that did send an Enter last time, and for one not yet known: it is only late. */
const MISSING_END_MS = 1000;
/** So long after keys of a scanner that were no whole code, more of them are the rest of it. */
const REST_MS = 2000;
/** The same after keys that look like a person's: a bad connection may have held back a scanner's as long. */
const MAYBE_REST_MS = 400;
/** From this character on the page doesn't get them. */
const SWALLOW_FROM = 3;
export type WedgeState = {
  burst: Burst | null;
  /** When the last scan ended. */
  endedAt: number;
  proved: readonly Way[] | null;
  /** Whether the scanner ended its last code with Enter or Tab, as most do. */
  sendsEnd: boolean;
  /** Whether any has, and how often a code has ended with nothing. */
  hasSentEnd: boolean;
  silentEnds: number;
  /** Until when a burst may be the rest of a code that had begun before. */
  restUntil: number;
  /** Since when Shift is down; null while it isn't. */
  shiftAt: number | null;
  /** Control is down, and no character has come that it was needed for. */
  isControlOpen: boolean;
  /** The digits of an Alt code that is being spelt. */
  altDigits: string;
  /** Whether the last scan's first key was down for long: twice in a row it is the scanner's way. */
  isSlowToBegin: boolean;
  /** What the last scan says, where two scanners may have typed it at once; else empty. */
  inDoubt: string;
  /** Whether a code in doubt was read alike again: then this scanner presses keys before it lets go of others. */
  overlaps: boolean;
  /** Since when all keys have been heard: before that the page wasn't there, or another window had the keyboard. */
  heardFrom: number;
};

export const NO_KEYS: WedgeState = {
  burst: null,
  endedAt: Number.NEGATIVE_INFINITY,
  proved: null,
  sendsEnd: true,
  hasSentEnd: false,
  silentEnds: 0,
  restUntil: Number.NEGATIVE_INFINITY,
  shiftAt: null,
  isControlOpen: false,
  altDigits: '',
  isSlowToBegin: false,
  inDoubt: '',
  overlaps: false,
  heardFrom: Number.NEGATIVE_INFINITY,
};

/** How the keys of one scan came, for staff. */
export type WedgeTiming = {
  keys: number;
  meanGapMs: number;
  largestGapMs: number;
  end: 'Enter' | 'Tab' | 'none';
};

/** Why a scan is refused, besides an unclear layout. */
export type WedgeDoubt =
  /** Other keys were amid it, or it may be the rest of another. */
  | 'broken'
  /** It may lack its beginning or its end. */
  | 'cut'
  /** A person's key may be one of its own. */
  | 'stray'
  /** Two scanners may have typed it at once. */
  | 'two';

/** What a wedge scanner typed. */
export type WedgeScan = {
  /** The code as it came; empty where it couldn't be read for certain. */
  raw: string;
  doubt: WedgeDoubt | null;
  timing: WedgeTiming;
  layout: LayoutVerdict;
  /** The keys themselves, for finding out the scanner's layout. */
  characters: readonly WedgeCharacter[];
};

/** How a burst ended. */
export type WedgeEnd = {
  completed: WedgeScan | null;
  /** How many of its characters the page has got and must lose. */
  takeBack: number;
  /** What a person typed and the page didn't get, or loses with the rest: to be typed before anything else is. */
  putBack: string;
};

export type WedgeStep = WedgeEnd & { state: WedgeState; decision: 'pass' | 'swallow' };

const NO_END: WedgeEnd = { completed: null, takeBack: 0, putBack: '' };

/** Takes one more key into account, as it goes down. */
export function pressKey(before: WedgeState, pressed: WedgeKey, rules: WedgeRules): WedgeStep {
  if (isModifier(pressed)) return pressModifier(before, pressed);
  const state = explainControl(before, pressed, rules);
  // A scanner holds no key: its key was down already, on another keyboard.
  if (pressed.repeat) return addOther(state, pressed.time, rules);
  if (isTerminator(pressed)) return endByKey(state, pressed, rules);
  const digit = altDigit(pressed);
  if (digit !== null) {
    return {
      state: { ...state, altDigits: state.altDigits + digit },
      decision: 'pass',
      ...NO_END,
    };
  }
  const character = characterOf(pressed);
  return character ? addCharacter(state, character, rules) : addOther(state, pressed.time, rules);
}

/** Takes into account that a key came up. An Alt that has spelt a character types it now. */
export function releaseKey(
  state: WedgeState,
  { key, code, time }: Pick<WedgeKey, 'key' | 'code' | 'time'>,
  rules: WedgeRules,
): WedgeStep {
  if (key === 'Shift') return { state: { ...state, shiftAt: null }, decision: 'pass', ...NO_END };
  if (key === 'Control') {
    const after = state.isControlOpen ? loseCharacter(state, time, rules) : state;
    return { state: after, decision: 'pass', ...NO_END };
  }
  if (key === 'Alt' && state.altDigits !== '') {
    const character = characterWithoutKey(altCharacter(state.altDigits), time);
    return addCharacter({ ...state, altDigits: '' }, character, rules);
  }
  const { burst } = state;
  const index = burst?.characters.findLastIndex((each) => each.code === code) ?? -1;
  const released = burst?.characters[index];
  if (!burst || !released || released.heldMs !== null)
    return { state, decision: 'pass', ...NO_END };
  const characters = burst.characters.with(index, {
    ...released,
    heldMs: time - released.at,
    overtakenBy: burst.count - 1 - index,
  });
  return { state: { ...state, burst: { ...burst, characters } }, decision: 'pass', ...NO_END };
}

/**
 * How long to wait for another key before `stopWaiting`, in milliseconds from when the last one was handed over; null
 * where nothing is held back.
 */
export function waitsFor(state: WedgeState, rules: WedgeRules): number | null {
  const { burst } = state;
  if (!burst) return null;
  if (burst.isScanner) return patience(state, burst, rules);
  return burst.swallowed === '' ? null : rules.gapMs;
}

/**
 * Gives out what is held back, as no key came: the code of a scanner that sends nothing after it, or what a person
 * typed. The latter stays known, in case that a key turns up after all which was pressed in time.
 */
export function stopWaiting(
  state: WedgeState,
  rules: WedgeRules,
): WedgeEnd & { state: WedgeState } {
  const { burst } = state;
  if (!burst || burst.isScanner) return endBurst(state, rules, 'none');
  const { putBack, burst: shown } = show(burst);
  return { state: { ...state, burst: shown }, ...NO_END, putBack };
}

/** Takes into account that the keyboard went to another window: what is still to come of a scan is lost. */
export function loseKeys(state: WedgeState): WedgeState {
  const burst = state.burst && { ...state.burst, broken: true };
  return { ...state, burst, shiftAt: null, isControlOpen: false, altDigits: '' };
}

function pressModifier(state: WedgeState, { key, repeat, time }: WedgeKey): WedgeStep {
  const shiftAt = key === 'Shift' && !repeat ? time : state.shiftAt;
  const altDigits = key === 'Alt' && !repeat ? '' : state.altDigits;
  const isControlOpen = state.isControlOpen || (key === 'Control' && !repeat);
  return { state: { ...state, shiftAt, altDigits, isControlOpen }, decision: 'pass', ...NO_END };
}

/**
 * Control belongs to a character by AltGr, or to an Enter. Without one it was for a control character, which the
 * shell has kept from the page because it would be a shortcut there.
 */
function explainControl(state: WedgeState, pressed: WedgeKey, rules: WedgeRules): WedgeState {
  if (!state.isControlOpen) return state;
  if (!pressed.ctrlKey && !pressed.altGraph) return loseCharacter(state, pressed.time, rules);
  const isExplained = isTerminator(pressed) || characterOf(pressed) !== null;
  return { ...state, isControlOpen: !isExplained };
}

/** A character came of which nobody knows what it was: what it stood in, or begins, is not what it says. */
function loseCharacter(before: WedgeState, time: number, rules: WedgeRules): WedgeState {
  const state = { ...before, isControlOpen: false };
  const { burst } = state;
  if (burst && time - burst.lastAt <= patience(state, burst, rules)) {
    return { ...state, burst: { ...burst, broken: true } };
  }
  // It is no loss where the scanner is set to put one before each code.
  if (/^\p{Cc}/u.test(rules.affixes.prefix)) return state;
  return { ...state, restUntil: Math.max(state.restUntil, time + rules.gapMs) };
}

function addCharacter(state: WedgeState, character: WedgeCharacter, rules: WedgeRules): WedgeStep {
  const { burst } = state;
  if (burst && character.at - burst.lastAt <= patience(state, burst, rules)) {
    return goOn(state, burst, character, rules);
  }
  const { state: after, ...end } = endBurst(state, rules, 'none');
  const shiftAt = character.shift ? state.shiftAt : null;
  // A scanner presses Shift with its first character; one that has been down for longer is a person's.
  const isHeld = shiftAt !== null && character.at - shiftAt > rules.gapMs;
  const isRest = character.at <= after.restUntil;
  const begun = beginBurst(character, isHeld || isRest);
  return { state: { ...after, shiftAt, burst: begun }, decision: 'pass', ...end };
}

/** A key that is no character ends what a person types, and spoils what a scanner does. */
function addOther(state: WedgeState, time: number, rules: WedgeRules): WedgeStep {
  const { burst } = state;
  if (!burst || time - burst.lastAt > patience(state, burst, rules)) {
    const { state: after, ...end } = endBurst(state, rules, 'none');
    return { state: after, decision: 'pass', ...end };
  }
  const broken = { ...burst, lastAt: time, broken: true };
  if (burst.isScanner) {
    return { state: { ...state, burst: broken }, decision: 'swallow', ...NO_END };
  }
  const { putBack, burst: shown } = show(broken);
  return { state: { ...state, burst: shown }, decision: 'pass', ...NO_END, putBack };
}

function goOn(state: WedgeState, burst: Burst, more: WedgeCharacter, rules: WedgeRules): WedgeStep {
  const longer = lengthen(burst, more, rules);
  if (longer.isScanner || (longer.count >= SWALLOW_FROM && isFast(longer, rules))) {
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

function endByKey(state: WedgeState, { key, time }: WedgeKey, rules: WedgeRules): WedgeStep {
  const { burst } = state;
  const isInTime = burst !== null && time - burst.lastAt <= patience(state, burst, rules);
  const { state: ended, ...end } = endBurst(
    state,
    rules,
    !isInTime ? 'none' : key === 'Tab' ? 'Tab' : 'Enter',
  );
  const isEnd = end.completed !== null && isInTime;
  const after = isEnd ? { ...ended, sendsEnd: true, hasSentEnd: true, endedAt: time } : ended;
  // A second one belongs to the same scan: carriage return and line feed, or one that came late.
  const belongs = time - after.endedAt <= endGap(rules);
  // Of two scanners at once the one has ended, and the rest of the other's code is to come.
  const isOneOfTwo = isEnd && after.inDoubt !== '';
  const restUntil = isOneOfTwo ? time + rules.gapMs : Number.NEGATIVE_INFINITY;
  return { state: { ...after, restUntil }, decision: belongs ? 'swallow' : 'pass', ...end };
}

/** How long the next key may take. A burst that no person could type is given until its end, pauses and all. */
function patience({ sendsEnd }: WedgeState, { isScanner }: Burst, { gapMs }: WedgeRules): number {
  if (!isScanner) return gapMs;
  return sendsEnd ? MISSING_END_MS : Math.max(SILENCE_MS, 2 * gapMs);
}

function endBurst(
  state: WedgeState,
  rules: WedgeRules,
  by: WedgeTiming['end'],
): WedgeEnd & { state: WedgeState } {
  const { burst } = state;
  if (!burst) return { state, ...NO_END };
  if (!burst.isScanner) {
    const restUntil = burst.lastAt + (isFragment(burst) ? REST_MS : MAYBE_REST_MS);
    return { state: { ...state, burst: null, restUntil }, ...NO_END, putBack: burst.swallowed };
  }
  const isSilent = by === 'none';
  // With a pause it may be two codes, or half of one; so may it be where the scanner's Enter is missing.
  const isCut = isSilent && (burst.hasPaused || (state.hasSentEnd && state.silentEnds === 0));
  const strays = findStrays(burst.characters);
  const before = strays.is === 'before' ? strays.count : 0;
  const characters = burst.characters.slice(before);
  const { raw, verdict, proved } = chooseReading(characters, rules, state.proved);
  const isWhole = !burst.broken && !isCut && !isTail(burst, state);
  const isTwo = strays.is === 'maybe-two';
  const overlaps = state.overlaps || (isTwo && isWhole && raw !== '' && raw === state.inDoubt);
  const isSlowToBegin = strays.is === 'maybe-first';
  const isStray = strays.is === 'among' || (isSlowToBegin && !state.isSlowToBegin);
  const doubts: [WedgeDoubt, boolean][] = [
    ['broken', burst.broken],
    ['cut', !isWhole],
    ['stray', isStray],
    ['two', isTwo && !overlaps],
  ];
  const doubt = doubts.find(([, holds]) => holds)?.[0] ?? null;
  const isCertain = doubt === null;
  // How a broken one ended tells nothing of how the scanner ends its codes.
  const isHowItEnds = !isSilent || !burst.broken;
  return {
    state: {
      ...state,
      proved: isCertain ? proved : state.proved,
      burst: null,
      sendsEnd: state.sendsEnd && !isHowItEnds,
      silentEnds: state.silentEnds + (isSilent && isHowItEnds ? 1 : 0),
      restUntil: isSilent && !isCertain ? burst.lastAt + REST_MS : state.restUntil,
      endedAt: burst.lastAt + patience(state, burst, rules),
      isSlowToBegin,
      inDoubt: isTwo && !overlaps ? raw : '',
      overlaps,
    },
    completed: {
      raw: isCertain ? raw : '',
      doubt,
      timing: timingOf(burst, by),
      layout: verdict,
      characters,
    },
    takeBack: burst.leaked,
    putBack: burst.characters
      .slice(0, before)
      .map(({ typed }) => typed)
      .join(''),
  };
}

/** Most scanners are quicker: a scan that begins later than this, in milliseconds, has waited for nobody to hear it. */
const TAIL_MS = 20;

/** Whether the page may have begun to hear only amid it: then its first key came as soon as its others did. */
function isTail(burst: Burst, { heardFrom }: WedgeState): boolean {
  const [first] = burst.characters;
  return first !== undefined && first.at - heardFrom <= Math.min(meanGapOf(burst), TAIL_MS);
}

/** Keys too few for a code, let go as fast as only a scanner does: it has paused among the first of them. */
function isFragment({ characters, count }: Burst): boolean {
  const heldMs = characters.at(-1)?.heldMs ?? null;
  return heldMs === null ? count > 1 : heldMs < SHORTEST_HOLD_MS;
}

function timingOf(burst: Burst, end: WedgeTiming['end']): WedgeTiming {
  const { count, largestGapMs } = burst;
  return { keys: count, meanGapMs: meanGapOf(burst), largestGapMs, end };
}
