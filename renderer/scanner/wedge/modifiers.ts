import { SHORTEST_HOLD_MS } from './stray-keys.ts';
import { isFunctionKey, type WedgeKey } from './wedge-key.ts';

/** The keys that are down and change others. Times are those of the key events, in milliseconds. */
export type Modifiers = {
  /** Since when Shift has been down; null while it is up. */
  shiftAt: number | null;
  /** Since when Control has been down without a character that needed it; otherwise null. */
  controlAt: number | null;
  /** The digits of an Alt code that is being spelt. */
  altDigits: string;
};

export const NO_MODIFIERS: Modifiers = { shiftAt: null, controlAt: null, altDigits: '' };

/** Notes that a modifier went down. */
export function holdModifier(before: Modifiers, { key, repeat, time }: WedgeKey): Modifiers {
  if (repeat) return before;
  switch (key) {
    case 'Shift':
      return { ...before, shiftAt: time };
    case 'Control':
      return { ...before, controlAt: before.controlAt ?? time };
    case 'Alt':
      return { ...before, altDigits: '' };
    default:
      return before;
  }
}

/** Whether a key is how scanners type a control character: with Control, or as a function key. */
export function isControlCharacter(pressed: WedgeKey, { controlAt }: Modifiers): boolean {
  if (isFunctionKey(pressed)) return true;
  return pressed.ctrlKey && !pressed.altKey && !isHeldByPerson(controlAt, pressed.time);
}

/** Whether a key has been down for longer than a scanner holds any. */
export function isHeldByPerson(downAt: number | null, now: number): boolean {
  return downAt !== null && now - downAt >= SHORTEST_HOLD_MS;
}
