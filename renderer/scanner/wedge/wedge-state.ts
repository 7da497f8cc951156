import type { Burst } from './burst.ts';
import { type Memory, NO_MEMORY } from './memory.ts';
import { type Modifiers, NO_MODIFIERS } from './modifiers.ts';
import type { WedgeScan } from './wedge-scan.ts';

/** Everything that is known between two keys. */
export type WedgeState = {
  /** The keys that are being collected: they may become a scan. Null while nothing is being typed. */
  burst: Burst | null;
  /** The keys that are down and change others. */
  modifiers: Modifiers;
  /** What earlier bursts have taught. */
  memory: Memory;
};

export const NO_KEYS: WedgeState = { burst: null, modifiers: NO_MODIFIERS, memory: NO_MEMORY };

/** How a burst ended. */
export type WedgeEnd = {
  completed: WedgeScan | null;
  /** What a scanner seems to have typed, although it was too short for a scan. */
  tooShort: WedgeScan | null;
  /** How many of its characters the page has received and must lose again. */
  takeBack: number;
  /** What a person typed and the page didn't receive, or loses with the rest. It is typed before anything else. */
  putBack: string;
};

export const NO_END: WedgeEnd = { completed: null, tooShort: null, takeBack: 0, putBack: '' };

/** What follows from one key: `swallow` keeps it from the page. */
export type WedgeStep = WedgeEnd & { state: WedgeState; decision: 'pass' | 'swallow' };

/** A key that goes to the page and ends nothing. */
export function pass(state: WedgeState): WedgeStep {
  return { state, decision: 'pass', ...NO_END };
}

/** A key that is kept from the page and ends nothing. */
export function keepBack(state: WedgeState): WedgeStep {
  return { state, decision: 'swallow', ...NO_END };
}
