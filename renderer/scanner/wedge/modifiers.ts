import { SHORTEST_HOLD_MS } from './stray-keys.ts';
import { isFunctionKey, type WedgeKey } from './wedge-key.ts';

/** The modifier keys that are down. Times are those of the key events, in milliseconds. */
export type Modifiers = {
  /** Since when Shift has been down; null while it is up. */
  shiftAt: number | null;
  /** Since when Control has been down without an explanation, such as a character that needs it; otherwise null. */
  controlAt: number | null;
  /** The digits of an Alt code so far. */
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

/** Whether a key stands for a control character. Scanners type those with Control, or as function keys. */
export function isControlCharacter(pressed: WedgeKey, { controlAt }: Modifiers): boolean {
  if (isFunctionKey(pressed)) return true;
  return pressed.ctrlKey && !pressed.altKey && !isHeldByPerson(controlAt, pressed.time);
}

/** Whether a key has been down for longer than scanners hold theirs. */
export function isHeldByPerson(downAt: number | null, now: number): boolean {
  return downAt !== null && now - downAt >= SHORTEST_HOLD_MS;
}
