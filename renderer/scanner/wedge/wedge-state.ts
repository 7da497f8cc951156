import type { Burst } from './burst.ts';
import { type Memory, NO_MEMORY } from './memory.ts';
import { type Modifiers, NO_MODIFIERS } from './modifiers.ts';
import type { WedgeScan } from './wedge-scan.ts';

/** Everything that is known between two keys. */
export type WedgeState = {
  /** The keys that are being collected: they may become a scan. Null while nothing is being typed. */
  burst: Burst | null;
  /** The modifier keys that are down. */
  modifiers: Modifiers;
  /** What earlier bursts have shown. */
  memory: Memory;
};

export const NO_KEYS: WedgeState = { burst: null, modifiers: NO_MODIFIERS, memory: NO_MEMORY };

/** What the listener has to do after a key. */
export type WedgeEffects = {
  /** The scan that has ended; null if none has. */
  completed: WedgeScan | null;
  /** What a scanner seems to have typed although it is too short for a scan; otherwise null. */
  tooShort: WedgeScan | null;
  /** How many characters of the scan the page has received. They are taken out of the field again. */
  takeBack: number;
  /** What a person typed but the page didn't receive, or loses by `takeBack`. It is typed before anything else. */
  putBack: string;
};

export const NO_EFFECTS: WedgeEffects = {
  completed: null,
  tooShort: null,
  takeBack: 0,
  putBack: '',
};

/** What follows from one key. A key that is withheld doesn't reach the page. */
export type WedgeStep = WedgeEffects & { state: WedgeState; decision: 'pass' | 'withhold' };

/** Lets the page have the key, and does nothing else. */
export function pass(state: WedgeState): WedgeStep {
  return { state, decision: 'pass', ...NO_EFFECTS };
}

/** Withholds the key from the page, and does nothing else. */
export function withhold(state: WedgeState): WedgeStep {
  return { state, decision: 'withhold', ...NO_EFFECTS };
}
