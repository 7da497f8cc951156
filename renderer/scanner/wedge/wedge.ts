import { altCharacter, altDigit } from './alt-code.ts';
import { giveBack } from './burst.ts';
import {
  collectCharacter,
  collectEnd,
  collectLostCharacter,
  collectOther,
  collectRelease,
  finishBurst,
} from './collect.ts';
import { longestGapMs, MISSING_END_MS } from './memory.ts';
import { holdModifier, isControlCharacter, NO_MODIFIERS } from './modifiers.ts';
import {
  characterOf,
  characterWithoutKey,
  isEndKey,
  isModifier,
  type WedgeKey,
} from './wedge-key.ts';
import { judgeShort, type WedgeRules } from './wedge-scan.ts';
import {
  NO_EFFECTS,
  pass,
  type WedgeEffects,
  type WedgeState,
  type WedgeStep,
} from './wedge-state.ts';

/**
 * Takes a key that goes down.
 *
 * A modifier is noted, a character is collected (as are the digits of an Alt code), Enter or Tab ends the burst, and
 * any other key breaks it. A burst that has ended is judged (`wedge-scan.ts`) and learnt from (`memory.ts`).
 */
export function pressKey(before: WedgeState, pressed: WedgeKey, rules: WedgeRules): WedgeStep {
  const { modifiers } = before;
  if (isModifier(pressed)) return pass({ ...before, modifiers: holdModifier(modifiers, pressed) });
  const state = explainControl(before, pressed, rules);
  // Scanners don't hold keys down, so a key that repeats is another keyboard's.
  if (pressed.repeat) return collectOther(state, pressed.time, rules, 'isBroken');
  if (isEndKey(pressed)) return collectEnd(state, pressed, rules);
  const digit = altDigit(pressed);
  if (digit !== null) {
    const altDigits = state.modifiers.altDigits + digit;
    return pass({ ...state, modifiers: { ...state.modifiers, altDigits } });
  }
  const character = characterOf(pressed);
  if (character) return collectCharacter(state, character, rules);
  const isControl = isControlCharacter(pressed, state.modifiers);
  return collectOther(state, pressed.time, rules, isControl ? 'hasControl' : 'isBroken');
}

/** Takes a key that comes up. An Alt code types its character when Alt comes up. */
export function releaseKey(
  state: WedgeState,
  { key, code, time }: Pick<WedgeKey, 'key' | 'code' | 'time'>,
  rules: WedgeRules,
): WedgeStep {
  const { burst, modifiers } = state;
  if (key === 'Shift') return pass({ ...state, modifiers: { ...modifiers, shiftAt: null } });
  if (key === 'Control') {
    return pass(modifiers.controlAt === null ? state : collectLostCharacter(state, time, rules));
  }
  if (key === 'Alt' && modifiers.altDigits !== '') {
    const character = characterWithoutKey(altCharacter(modifiers.altDigits), time);
    const typed = { ...state, modifiers: { ...modifiers, altDigits: '' } };
    return collectCharacter(typed, character, rules);
  }
  return pass({ ...state, burst: burst && collectRelease(burst, code, time) });
}

/**
 * How long to wait for another key before calling `endBySilence`.
 *
 * @returns milliseconds since the last key was handed over; null if there is nothing to wait for
 */
export function silenceMs({ burst, memory }: WedgeState, rules: WedgeRules): number | null {
  if (!burst) return null;
  if (burst.isScanner) return longestGapMs(memory, burst, rules);
  if (burst.withheld !== '') return rules.gapMs;
  if (burst.isReported || judgeShort(burst, memory, rules) === null) return null;
  return burst.ended ? burst.ended.waitMs : MISSING_END_MS;
}

/**
 * Ends the wait for another key, because none came.
 *
 * A scanner's code is handed on: that scanner sends no Enter. Keys that were withheld go to the page. A code that is
 * too short is reported. In the last two cases the burst itself is kept, since a key that was pressed in time may still
 * arrive late.
 */
export function endBySilence(
  state: WedgeState,
  rules: WedgeRules,
): WedgeEffects & { state: WedgeState } {
  const { burst, memory } = state;
  if (!burst || burst.isScanner) return finishBurst(state, rules);
  if (burst.withheld === '') {
    const reported = { ...state, burst: { ...burst, isReported: true } };
    return { state: reported, ...NO_EFFECTS, tooShort: judgeShort(burst, memory, rules) };
  }
  const { putBack, burst: shown } = giveBack(burst);
  return { state: { ...state, burst: shown }, ...NO_EFFECTS, putBack };
}

/** Notes that the keyboard went to another window, so that the rest of the current scan is lost. */
export function loseKeys(state: WedgeState): WedgeState {
  const burst = state.burst && { ...state.burst, isBroken: true };
  return { ...state, burst, modifiers: NO_MODIFIERS };
}

/** Notes that the page hears every key from this time on. */
export function hearFrom(state: WedgeState, heardFrom: number): WedgeState {
  return { ...state, memory: { ...state.memory, heardFrom } };
}

/** Forgets what earlier codes have proved about the keyboard layout, for instance because the rules have changed. */
export function forgetProof(state: WedgeState): WedgeState {
  return { ...state, memory: { ...state.memory, proved: null } };
}

/**
 * Finds out why Control is down.
 *
 * It may belong to a character typed with AltGr, or to an Enter. Otherwise it belonged to a control character that the
 * shell has kept from the page because it is a shortcut there.
 */
function explainControl(state: WedgeState, pressed: WedgeKey, rules: WedgeRules): WedgeState {
  if (state.modifiers.controlAt === null) return state;
  if (!pressed.ctrlKey && !pressed.altGraph) {
    return collectLostCharacter(state, pressed.time, rules);
  }
  const isExplained = isEndKey(pressed) || characterOf(pressed) !== null;
  if (!isExplained) return state;
  return { ...state, modifiers: { ...state.modifiers, controlAt: null } };
}
