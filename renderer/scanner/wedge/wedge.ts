import { altCharacter, altDigit } from './alt-code.ts';
import { type Burst, beginBurst, endGap, endLine, isFast, lengthen, show } from './burst.ts';
import { lineWait } from './line-wait.ts';
import { SHORTEST_HOLD_MS } from './stray-keys.ts';
import {
  characterOf,
  characterWithoutKey,
  isFunctionKey,
  isModifier,
  isTerminator,
  type WedgeCharacter,
  type WedgeKey,
} from './wedge-key.ts';
import {
  type Habits,
  judgeScan,
  judgeShort,
  NO_HABITS,
  type WedgeRules,
  type WedgeScan,
} from './wedge-scan.ts';

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

export type WedgeState = Habits & {
  burst: Burst | null;
  /** When the last scan ended. */
  endedAt: number;
  /** Until when a burst may be the rest of a code that had begun before. */
  restUntil: number;
  /** What begins until then is the next line of a text, and no scan of its own once that text was refused. */
  text: { until: number; isRefused: boolean };
  /** Since when Shift is down; null while it isn't. */
  shiftAt: number | null;
  /** Since when Control is down, while no character has come that it was needed for; null otherwise. */
  controlAt: number | null;
  /** Until when a burst begins with a control character that went before it. */
  controlUntil: number;
  /** The digits of an Alt code that is being spelt. */
  altDigits: string;
  /** Since when all keys have been heard: before that the page wasn't there, or another window had the keyboard. */
  heardFrom: number;
};

export const NO_KEYS: WedgeState = {
  ...NO_HABITS,
  burst: null,
  endedAt: Number.NEGATIVE_INFINITY,
  restUntil: Number.NEGATIVE_INFINITY,
  text: { until: Number.NEGATIVE_INFINITY, isRefused: false },
  shiftAt: null,
  controlAt: null,
  controlUntil: Number.NEGATIVE_INFINITY,
  altDigits: '',
  heardFrom: Number.NEGATIVE_INFINITY,
};

/** How a burst ended. */
export type WedgeEnd = {
  completed: WedgeScan | null;
  /** What a scanner seems to have typed though it was too short for a scan. */
  tooShort: WedgeScan | null;
  /** How many of its characters the page has got and must lose. */
  takeBack: number;
  /** What a person typed and the page didn't get, or loses with the rest: to be typed before anything else is. */
  putBack: string;
};

export type WedgeStep = WedgeEnd & { state: WedgeState; decision: 'pass' | 'swallow' };

const NO_END: WedgeEnd = { completed: null, tooShort: null, takeBack: 0, putBack: '' };

/** Takes one more key into account, as it goes down. */
export function pressKey(before: WedgeState, pressed: WedgeKey, rules: WedgeRules): WedgeStep {
  if (isModifier(pressed)) return pressModifier(before, pressed);
  const state = explainControl(before, pressed, rules);
  // A scanner holds no key: its key was down already, on another keyboard.
  if (pressed.repeat) return addOther(state, pressed.time, rules, 'broken');
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
  if (character) return addCharacter(state, character, rules);
  return addOther(state, pressed.time, rules, isControl(pressed, state) ? 'hasControl' : 'broken');
}

/** Takes into account that a key came up. An Alt that has spelt a character types it now. */
export function releaseKey(
  state: WedgeState,
  { key, code, time }: Pick<WedgeKey, 'key' | 'code' | 'time'>,
  rules: WedgeRules,
): WedgeStep {
  if (key === 'Shift') return { state: { ...state, shiftAt: null }, decision: 'pass', ...NO_END };
  if (key === 'Control') {
    const after = state.controlAt === null ? state : loseCharacter(state, time, rules);
    return { state: after, decision: 'pass', ...NO_END };
  }
  if (key === 'Alt' && state.altDigits !== '') {
    const character = characterWithoutKey(altCharacter(state.altDigits), time);
    return addCharacter({ ...state, altDigits: '' }, character, rules);
  }
  const { burst } = state;
  const index = burst?.characters.findLastIndex((each) => each.code === code) ?? -1;
  const released = burst?.characters[index];
  // Until its end is known for one, what comes up after it tells nothing of the code before it.
  if (!burst || !released || released.heldMs !== null || burst.ended)
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
  if (burst.swallowed !== '') return rules.gapMs;
  if (burst.isTold || judgeShort(burst, state, rules) === null) return null;
  return burst.ended ? burst.ended.waitMs : MISSING_END_MS;
}

/**
 * Gives out what is held back, as no key came: the code of a scanner that sends nothing after it, or what a person
 * typed; or tells that a code was too short. The latter two stay known, in case that a key turns up after all which was pressed in time.
 */
export function stopWaiting(
  state: WedgeState,
  rules: WedgeRules,
): WedgeEnd & { state: WedgeState } {
  const { burst } = state;
  if (!burst || burst.isScanner) return endBurst(state, rules);
  if (burst.swallowed === '') {
    const told = { ...state, burst: { ...burst, isTold: true } };
    return { state: told, ...NO_END, tooShort: judgeShort(burst, state, rules) };
  }
  const { putBack, burst: shown } = show(burst);
  return { state: { ...state, burst: shown }, ...NO_END, putBack };
}

/** Takes into account that the keyboard went to another window: what is still to come of a scan is lost. */
export function loseKeys(state: WedgeState): WedgeState {
  const burst = state.burst && { ...state.burst, broken: true };
  return { ...state, burst, shiftAt: null, controlAt: null, altDigits: '' };
}

function pressModifier(state: WedgeState, { key, repeat, time }: WedgeKey): WedgeStep {
  const shiftAt = key === 'Shift' && !repeat ? time : state.shiftAt;
  const altDigits = key === 'Alt' && !repeat ? '' : state.altDigits;
  const controlAt = state.controlAt ?? (key === 'Control' && !repeat ? time : null);
  return { state: { ...state, shiftAt, altDigits, controlAt }, decision: 'pass', ...NO_END };
}

/**
 * Control belongs to a character by AltGr, or to an Enter. Without one it was for a control character, which the
 * shell has kept from the page because it would be a shortcut there.
 */
function explainControl(state: WedgeState, pressed: WedgeKey, rules: WedgeRules): WedgeState {
  if (state.controlAt === null) return state;
  if (!pressed.ctrlKey && !pressed.altGraph) return loseCharacter(state, pressed.time, rules);
  const isExplained = isTerminator(pressed) || characterOf(pressed) !== null;
  return isExplained ? { ...state, controlAt: null } : state;
}

/** Whether a key is how scanners type a control character: with Control, or a function key. */
function isControl(pressed: WedgeKey, { controlAt }: WedgeState): boolean {
  if (isFunctionKey(pressed)) return true;
  return pressed.ctrlKey && !pressed.altKey && !isPersons(controlAt, pressed.time);
}

/** Whether a key has been down for longer than a scanner's. */
function isPersons(downAt: number | null, now: number): boolean {
  return downAt !== null && now - downAt >= SHORTEST_HOLD_MS;
}

/** A character came of which nobody knows what it was: what it stood in, or begins, is not what it says. */
function loseCharacter(before: WedgeState, time: number, rules: WedgeRules): WedgeState {
  const state = { ...before, controlAt: null };
  const isControl = !isPersons(before.controlAt, time);
  const { burst } = state;
  if (burst && !burst.ended && goesOn(state, burst, time, rules)) {
    return { ...state, burst: { ...burst, [isControl ? 'hasControl' : 'broken']: true } };
  }
  // It is no loss where the scanner is set to put one before each code.
  if (/^\p{Cc}/u.test(rules.affixes.prefix)) return state;
  const until = time + rules.gapMs;
  if (isControl) return { ...state, controlUntil: until };
  return { ...state, restUntil: Math.max(state.restUntil, until) };
}

function addCharacter(state: WedgeState, character: WedgeCharacter, rules: WedgeRules): WedgeStep {
  const { burst } = state;
  const isMore = burst !== null && goesOn(state, burst, character.at, rules);
  if (isMore && !burst.ended) return goOn(state, burst, character, rules);
  const { state: after, ...end } = endBurst(isMore ? asLine(state, burst) : state, rules);
  const shiftAt = character.shift ? state.shiftAt : null;
  // A scanner presses Shift with its first character; one that has been down for longer is a person's.
  const isHeld = shiftAt !== null && character.at - shiftAt > rules.gapMs;
  const isRest = character.at <= after.restUntil;
  const hasControl = character.at <= after.controlUntil;
  const line = lineAt(character.at, after);
  const begun = beginBurst(character, { broken: isHeld || isRest, hasControl, line });
  const decision = begun.leaked > 0 ? 'pass' : 'swallow';
  return { state: { ...after, shiftAt, burst: begun }, decision, ...end };
}

/** With more behind its Enter, what came is a line of a text. */
function asLine(state: WedgeState, burst: Burst): WedgeState {
  return burst.line === 'none' ? { ...state, burst: { ...burst, line: 'of-text' } } : state;
}

function lineAt(time: number, { text }: WedgeState): Burst['line'] {
  if (time > text.until) return 'none';
  return text.isRefused ? 'of-refused-text' : 'of-text';
}

/** A key that is no character ends what a person types, and spoils what a scanner does. */
function addOther(
  state: WedgeState,
  time: number,
  rules: WedgeRules,
  by: 'broken' | 'hasControl',
): WedgeStep {
  const { burst } = state;
  if (!burst || !goesOn(state, burst, time, rules)) {
    const { state: after, ...end } = endBurst(state, rules);
    return { state: after, decision: 'pass', ...end };
  }
  // It is of nothing that has had its end.
  if (burst.ended) return { state, decision: 'pass', ...NO_END };
  const spoilt = { ...burst, lastAt: time, [by]: true };
  if (burst.isScanner) {
    return { state: { ...state, burst: spoilt }, decision: 'swallow', ...NO_END };
  }
  const { putBack, burst: shown } = show(spoilt);
  return { state: { ...state, burst: shown }, decision: 'pass', ...NO_END, putBack };
}

function goOn(state: WedgeState, burst: Burst, more: WedgeCharacter, rules: WedgeRules): WedgeStep {
  const longer = lengthen(burst, more, rules);
  const isWithheld = longer.count >= SWALLOW_FROM || longer.line === 'of-refused-text';
  if (longer.isScanner || (isWithheld && isFast(longer, rules))) {
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

/** Enter or Tab may be the end, or be amid a text of several lines: the next key tells, or its absence. */
function endByKey(state: WedgeState, { key, time }: WedgeKey, rules: WedgeRules): WedgeStep {
  const { burst } = state;
  if (!burst || !goesOn(state, burst, time, rules)) {
    const { state: after, ...end } = endBurst(state, rules);
    const text =
      time <= after.text.until ? textAfter(time, after.text.isRefused, rules) : after.text;
    const restUntil = Number.NEGATIVE_INFINITY;
    const decision = decideOnEnd(after, time, rules);
    return { state: { ...after, text, restUntil }, decision, ...end };
  }
  const by = key === 'Tab' ? 'Tab' : 'Enter';
  const ended = endLine(burst, { by, at: time, waitMs: lineWait(burst, rules) });
  if (burst.line === 'of-refused-text' && burst.swallowed !== '') {
    const text = textAfter(time, true, rules);
    return {
      state: { ...state, burst: null, endedAt: time, text },
      decision: 'swallow',
      ...NO_END,
    };
  }
  if (burst.isScanner) {
    const held = { ...state, burst: ended };
    const end = burst.line === 'none' ? { state: held, ...NO_END } : endBurst(held, rules);
    return { ...end, decision: 'swallow' };
  }
  const { putBack, burst: shown } = show(ended);
  const decision = decideOnEnd(state, time, rules);
  return { state: { ...state, burst: shown }, decision, ...NO_END, putBack };
}

/** How long more of a text may come after a line's end at this time. */
function textAfter(at: number, isRefused: boolean, rules: WedgeRules): WedgeState['text'] {
  return { until: at + (isRefused ? endGap(rules) : rules.gapMs), isRefused };
}

/** An Enter or Tab soon after a scan's own belongs to it: it has come late. */
function decideOnEnd({ endedAt }: WedgeState, time: number, rules: WedgeRules) {
  return time - endedAt <= endGap(rules) ? 'swallow' : 'pass';
}

/** Whether a key at this time would be more of what is being typed. */
function goesOn(state: WedgeState, burst: Burst, time: number, rules: WedgeRules): boolean {
  return time - (burst.ended?.at ?? burst.lastAt) <= patience(state, burst, rules);
}

/** How long the next key may take. A burst that no person could type is given until its end, pauses and all. */
function patience({ sendsEnd }: WedgeState, burst: Burst, { gapMs }: WedgeRules): number {
  if (burst.ended) return burst.ended.waitMs;
  if (!burst.isScanner) return gapMs;
  return sendsEnd ? MISSING_END_MS : Math.max(SILENCE_MS, 2 * gapMs);
}

function endBurst(state: WedgeState, rules: WedgeRules): WedgeEnd & { state: WedgeState } {
  const { burst } = state;
  if (!burst) return { state, ...NO_END };
  const { ended, line } = burst;
  if (!burst.isScanner) {
    const restMs = isFragment(burst) ? REST_MS : MAYBE_REST_MS;
    const restUntil = ended ? Number.NEGATIVE_INFINITY : burst.lastAt + restMs;
    const text = ended ? textAfter(ended.at, line === 'of-refused-text', rules) : state.text;
    const putBack = burst.swallowed;
    return { state: { ...state, burst: null, restUntil, text }, ...NO_END, putBack };
  }
  const { scan, habits, strayCount } = judgeScan(burst, state, state.heardFrom, rules);
  const strays = burst.characters.slice(0, strayCount);
  return {
    state: {
      ...state,
      ...habits,
      burst: null,
      text: line === 'none' ? state.text : textAfter(scan.at, true, rules),
      restUntil: restAfter(state, scan, rules),
      endedAt: ended?.at ?? burst.lastAt + patience(state, burst, rules),
    },
    // A text is refused once, whatever is still to come of it.
    completed: line === 'of-refused-text' ? null : scan,
    tooShort: null,
    takeBack: burst.leaked,
    putBack: strays.map(({ typed }) => typed).join(''),
  };
}

/** Until when more keys may be the rest of what has ended. */
function restAfter(
  { restUntil }: WedgeState,
  { doubt, timing, at }: WedgeScan,
  { gapMs }: WedgeRules,
): number {
  if (timing.end === 'none') return doubt === null ? restUntil : at + REST_MS;
  // Of two scanners at once the one has ended, and the rest of the other's code is to come.
  return doubt === 'two' ? at + gapMs : Number.NEGATIVE_INFINITY;
}

/** Keys too few for a code, let go as fast as only a scanner does: it has paused among the first of them. */
function isFragment({ characters, count }: Burst): boolean {
  const heldMs = characters.at(-1)?.heldMs ?? null;
  return heldMs === null ? count > 1 : heldMs < SHORTEST_HOLD_MS;
}
