import { usCharacter } from './us-keyboard.ts';

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

/** One character of a burst, in both readings; null where a reading has none. */
export type WedgeCharacter = {
  /** By this machine's layout, with CapsLock undone: a scanner doesn't know of it. */
  byKey: string | null;
  /** By the key's place on a US keyboard. */
  byCode: string | null;
  /** What the key would have typed here. */
  typed: string;
};

const MODIFIER =
  /^(Shift|Control|Alt|AltGraph|Meta|OS|CapsLock|NumLock|ScrollLock|Fn|FnLock|Hyper|Super|Symbol|SymbolLock)$/;

/** A key that only changes others. Scanners send them between their characters. */
export function isModifier({ key }: WedgeKey): boolean {
  return MODIFIER.test(key);
}

/** Enter or Tab, which scanners put after a code; some send Enter as the control character, Ctrl+J or Ctrl+M. */
export function isTerminator({ key, code, ctrlKey, altKey }: WedgeKey): boolean {
  if (key === 'Enter' || key === 'Tab') return true;
  return ctrlKey && !altKey && (code === 'KeyJ' || code === 'KeyM');
}

/** The character that a key stands for, or null for an arrow, a function key, a shortcut and the like. */
export function characterOf(pressed: WedgeKey): WedgeCharacter | null {
  const { key, code, shiftKey, ctrlKey, altKey, metaKey, capsLock } = pressed;
  // Windows tells AltGr as Ctrl and Alt together.
  const altGraph = pressed.altGraph || (ctrlKey && altKey);
  if (metaKey || (!altGraph && (ctrlKey || altKey))) return null;

  const typed = [...key].length === 1 ? key : '';
  // A US keyboard has no AltGr: what comes with it was meant for this layout.
  const byCode = altGraph ? null : usCharacter(code, shiftKey);
  if (typed === '' && byCode === null) return null;
  const byKey = capsLock ? swapCase(typed) : typed;
  return { byKey: byKey || null, byCode, typed };
}

function swapCase(character: string): string {
  const lower = character.toLowerCase();
  return character === lower ? character.toUpperCase() : lower;
}
