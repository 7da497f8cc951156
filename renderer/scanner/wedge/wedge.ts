import { altCharacter, altDigit } from './alt-code.ts';
import { show } from './burst.ts';
import {
  collectCharacter,
  collectEnd,
  collectLostCharacter,
  collectOther,
  collectRelease,
  finishBurst,
} from './collect.ts';
import { MISSING_END_MS, patience } from './memory.ts';
import { holdModifier, isControlCharacter, NO_MODIFIERS } from './modifiers.ts';
import {
  characterOf,
  characterWithoutKey,
  isModifier,
  isTerminator,
  type WedgeKey,
} from './wedge-key.ts';
import { judgeShort, type WedgeRules } from './wedge-scan.ts';
import { NO_END, pass, type WedgeEnd, type WedgeState, type WedgeStep } from './wedge-state.ts';

/**
 * Takes a key that goes down.
 *
 * Every key takes one of four ways: a modifier is noted, a character is collected, Enter or Tab ends the burst, and any
 * other key breaks it. What the burst was is judged when it has ended (`wedge-scan.ts`), and learnt from (`memory.ts`).
 */
export function pressKey(before: WedgeState, pressed: WedgeKey, rules: WedgeRules): WedgeStep {
  const { modifiers } = before;
  if (isModifier(pressed)) return pass({ ...before, modifiers: holdModifier(modifiers, pressed) });
  const state = explainControl(before, pressed, rules);
  // A scanner doesn't hold keys. A key that repeats was already down, on another keyboard.
  if (pressed.repeat) return collectOther(state, pressed.time, rules, 'broken');
  if (isTerminator(pressed)) return collectEnd(state, pressed, rules);
  const digit = altDigit(pressed);
  if (digit !== null) {
    const altDigits = state.modifiers.altDigits + digit;
    return pass({ ...state, modifiers: { ...state.modifiers, altDigits } });
  }
  const character = characterOf(pressed);
  if (character) return collectCharacter(state, character, rules);
  const isControl = isControlCharacter(pressed, state.modifiers);
  return collectOther(state, pressed.time, rules, isControl ? 'hasControl' : 'broken');
}

/** Takes a key that comes up. An Alt that has spelt a character types it now. */
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
    const spelt = { ...state, modifiers: { ...modifiers, altDigits: '' } };
    return collectCharacter(spelt, character, rules);
  }
  return pass({ ...state, burst: burst && collectRelease(burst, code, time) });
}

/**
 * How long to wait for another key before calling `stopWaiting`.
 *
 * @returns milliseconds from when the last key was handed over; null if nothing is held back
 */
export function waitsFor({ burst, memory }: WedgeState, rules: WedgeRules): number | null {
  if (!burst) return null;
  if (burst.isScanner) return patience(memory, burst, rules);
  if (burst.swallowed !== '') return rules.gapMs;
  if (burst.isTold || judgeShort(burst, memory, rules) === null) return null;
  return burst.ended ? burst.ended.waitMs : MISSING_END_MS;
}

/**
 * Gives out what is held back, because no key came: the code of a scanner that sends nothing after it, what a person
 * typed, or word of a code that was too short. The latter two stay known, in case a key arrives late that was pressed
 * in time.
 */
export function stopWaiting(
  state: WedgeState,
  rules: WedgeRules,
): WedgeEnd & { state: WedgeState } {
  const { burst, memory } = state;
  if (!burst || burst.isScanner) return finishBurst(state, rules);
  if (burst.swallowed === '') {
    const told = { ...state, burst: { ...burst, isTold: true } };
    return { state: told, ...NO_END, tooShort: judgeShort(burst, memory, rules) };
  }
  const { putBack, burst: shown } = show(burst);
  return { state: { ...state, burst: shown }, ...NO_END, putBack };
}

/** Takes into account that the keyboard went to another window: the rest of a scan that is under way is lost. */
export function loseKeys(state: WedgeState): WedgeState {
  const burst = state.burst && { ...state.burst, broken: true };
  return { ...state, burst, modifiers: NO_MODIFIERS };
}

/** Takes into account that the page hears all keys from this time on, in milliseconds. */
export function hearFrom(state: WedgeState, heardFrom: number): WedgeState {
  return { ...state, memory: { ...state.memory, heardFrom } };
}

/** Forgets what earlier codes have proved about the keyboard layout, because the rules have changed. */
export function forgetProof(state: WedgeState): WedgeState {
  return { ...state, memory: { ...state.memory, proved: null } };
}

/**
 * Finds out what a Control was for that is still down. It belongs to a character typed with AltGr, or to an Enter.
 * Otherwise it was for a control character, which the shell has kept from the page because it is a shortcut there.
 */
function explainControl(state: WedgeState, pressed: WedgeKey, rules: WedgeRules): WedgeState {
  if (state.modifiers.controlAt === null) return state;
  if (!pressed.ctrlKey && !pressed.altGraph) {
    return collectLostCharacter(state, pressed.time, rules);
  }
  const isExplained = isTerminator(pressed) || characterOf(pressed) !== null;
  if (!isExplained) return state;
  return { ...state, modifiers: { ...state.modifiers, controlAt: null } };
}
