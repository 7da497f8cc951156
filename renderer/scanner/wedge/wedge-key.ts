import { characterAt, type Position } from './keyboard-layout.ts';

/** The part of a key event that matters here. */
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

/** One character of a burst: what this machine's layout makes of it, and the key that it came from. */
export type WedgeCharacter = Position & {
  /**
   * The character by this machine's layout, or null if the key has none by itself. CapsLock is undone, since scanners
   * take no account of it.
   */
  byMachine: string | null;
  /** What the key types on this page; may be empty. */
  typed: string;
  at: number;
  /** Whether this machine's layout has a dead key here, which types nothing by itself and accents the next letter. */
  isDead: boolean;
  /** How long the key was down, in milliseconds. Null while it is down; X11 never reports that a dead key came up. */
  heldMs: number | null;
  /** How many keys went down before it came up. */
  overtakenBy: number;
};

const MODIFIER =
  /^(Shift|Control|Alt|AltGraph|Meta|OS|CapsLock|NumLock|ScrollLock|Fn|FnLock|Hyper|Super|Symbol|SymbolLock)$/;

/** Whether this key only changes others. Scanners send such keys between their characters. */
export function isModifier({ key }: WedgeKey): boolean {
  return MODIFIER.test(key);
}

/**
 * Whether this is an Enter or a Tab, which scanners send after a code. Some send Enter as a control character, Ctrl+J
 * or Ctrl+M. After a dead key, the browser reports an Enter as part of the composition.
 */
export function isEndKey({ key, code, ctrlKey, altKey }: WedgeKey): boolean {
  if (key === 'Enter' || key === 'Tab') return true;
  if (key === 'Process') return /^(Enter|NumpadEnter|Tab)$/.test(code);
  return ctrlKey && !altKey && (code === 'KeyJ' || code === 'KeyM');
}

/** Whether this is a function key. Scanners send those for control characters. */
export function isFunctionKey({ key }: WedgeKey): boolean {
  return /^F\d{1,2}$/.test(key);
}

/** The character that a key stands for, or null for an arrow, a function key, a shortcut and the like. */
export function characterOf(pressed: WedgeKey): WedgeCharacter | null {
  const { key, code, shiftKey, ctrlKey, altKey, metaKey, capsLock, time } = pressed;
  if (metaKey || (ctrlKey && !altKey && !pressed.altGraph)) return null;
  // Windows reports AltGr as Ctrl and Alt together. On a layout without AltGr it is an Alt that types nothing.
  const altGraph = pressed.altGraph || altKey;
  const isPlainAlt = altKey && !ctrlKey && !pressed.altGraph;

  const typed = [...key].length === 1 && !isPlainAlt ? key : '';
  const position = { code, shift: shiftKey || (!capsLock && isShifted(code, key)), altGraph };
  if (typed === '' && characterAt('us', { ...position, altGraph: false }) === null) return null;
  const byMachine = (capsLock ? withoutCapsLock(typed, shiftKey) : typed) || null;
  const isDead = key === 'Dead';
  return { ...position, byMachine, typed, at: time, isDead, heldMs: null, overtakenBy: 0 };
}

/**
 * Whether the key reports the character that it has with Shift on a US keyboard. Programs that type, for a test or over
 * a remote desktop, send such characters without pressing Shift. On no layout that we know does the key type one of
 * them without Shift.
 */
function isShifted(code: string, key: string): boolean {
  return characterAt('us', { code, shift: true, altGraph: false }) === key;
}

/** A character without a key of its own, such as one typed as an Alt code. */
export function characterWithoutKey(character: string | null, time: number): WedgeCharacter {
  return {
    code: '',
    shift: false,
    altGraph: false,
    byMachine: character,
    typed: '',
    at: time,
    isDead: false,
    // Nothing is held down for it, so no later key can overtake it.
    heldMs: 0,
    overtakenBy: 0,
  };
}

/** Undoes CapsLock. With Shift and CapsLock together, most systems type small letters, and a Mac types capitals. */
function withoutCapsLock(character: string, shift: boolean): string {
  const [lower, upper] = [character.toLowerCase(), character.toUpperCase()];
  if (/^[a-z]$/i.test(character)) return shift ? upper : lower;
  const swapped = character === lower ? upper : lower;
  // ß has no capital letter of one character.
  return swapped.length === character.length ? swapped : character;
}
