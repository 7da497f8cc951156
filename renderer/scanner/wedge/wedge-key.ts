import { characterAt, type Position } from './keyboard-layout.ts';

/** What counts of a `keydown` event. */
export type WedgeKey = {
  key: string;
  code: string;
  shiftKey: boolean;
  ctrlKey: boolean;
  altKey: boolean;
  metaKey: boolean;
  altGraph: boolean;
  capsLock: boolean;
  repeat: boolean;
  /** The event's `timeStamp` in milliseconds: when the key was pressed, however late the page hears of it. */
  time: number;
};

/** One character of a burst: what it is by this machine's layout, and the key it came from. */
export type WedgeCharacter = Position & {
  /** With CapsLock undone, since a scanner doesn't know of it; null where the layout makes none of it by itself. */
  byKey: string | null;
  /** What the key would have typed here; may be nothing. */
  typed: string;
  at: number;
  /** It types nothing by itself on this machine's layout, and makes an accent of the next key. */
  isDead: boolean;
  /** How long the key was down, in milliseconds; null while it is, and for ever where X11 keeps a dead key's end. */
  heldMs: number | null;
  /** How many keys went down before it came up. */
  overtakenBy: number;
};

const MODIFIER =
  /^(Shift|Control|Alt|AltGraph|Meta|OS|CapsLock|NumLock|ScrollLock|Fn|FnLock|Hyper|Super|Symbol|SymbolLock)$/;

/** A key that only changes others. Scanners send them between their characters. */
export function isModifier({ key }: WedgeKey): boolean {
  return MODIFIER.test(key);
}

/**
 * Enter or Tab, which scanners put after a code; some send Enter as the control character, Ctrl+J or Ctrl+M. After a
 * dead key an Enter is told as a part of what is being composed.
 */
export function isTerminator({ key, code, ctrlKey, altKey }: WedgeKey): boolean {
  if (key === 'Enter' || key === 'Tab') return true;
  if (key === 'Process') return /^(Enter|NumpadEnter|Tab)$/.test(code);
  return ctrlKey && !altKey && (code === 'KeyJ' || code === 'KeyM');
}

/** Scanners send function keys for control characters. */
export function isFunctionKey({ key }: WedgeKey): boolean {
  return /^F\d{1,2}$/.test(key);
}

/** The character that a key stands for, or null for an arrow, a function key, a shortcut and the like. */
export function characterOf(pressed: WedgeKey): WedgeCharacter | null {
  const { key, code, shiftKey, ctrlKey, altKey, metaKey, capsLock, time } = pressed;
  if (metaKey || (ctrlKey && !altKey && !pressed.altGraph)) return null;
  // Windows tells AltGr as Ctrl and Alt together; where the layout has none it is an Alt that types nothing.
  const altGraph = pressed.altGraph || altKey;
  const isPlainAlt = altKey && !ctrlKey && !pressed.altGraph;

  const typed = [...key].length === 1 && !isPlainAlt ? key : '';
  const position = { code, shift: shiftKey || (!capsLock && isShifted(code, key)), altGraph };
  if (typed === '' && characterAt('us', { ...position, altGraph: false }) === null) return null;
  const byKey = (capsLock ? withoutCapsLock(typed, shiftKey) : typed) || null;
  const isDead = key === 'Dead';
  return { ...position, byKey, typed, at: time, isDead, heldMs: null, overtakenBy: 0 };
}

/**
 * Whether a key tells of the character that Shift makes of it on a US keyboard. Programs that type, as for a test or
 * over a remote desktop, send such characters without a Shift; none of the layouts that we know has one of them there
 * alone.
 */
function isShifted(code: string, key: string): boolean {
  return characterAt('us', { code, shift: true, altGraph: false }) === key;
}

/** A character that came without a key of its own, as one that is spelt as a number. */
export function characterWithoutKey(character: string | null, time: number): WedgeCharacter {
  return {
    code: '',
    shift: false,
    altGraph: false,
    byKey: character,
    typed: '',
    at: time,
    isDead: false,
    // It has come as a whole, whatever keys follow.
    heldMs: 0,
    overtakenBy: 0,
  };
}

/** With Shift, CapsLock gives small letters on most systems, and capitals on a Mac. */
function withoutCapsLock(character: string, shift: boolean): string {
  const [lower, upper] = [character.toLowerCase(), character.toUpperCase()];
  if (/^[a-z]$/i.test(character)) return shift ? upper : lower;
  const swapped = character === lower ? upper : lower;
  // ß has no capital of its own.
  return swapped.length === character.length ? swapped : character;
}
