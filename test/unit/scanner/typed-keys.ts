import {
  NO_KEYS,
  pressKey,
  stopWaiting,
  type WedgeEnd,
  type WedgeState,
  waitsFor,
} from '../../../renderer/scanner/burst.ts';
import { DEFAULT_CODE_PATTERN } from '../../../renderer/scanner/reading.ts';
import type { WedgeKey } from '../../../renderer/scanner/wedge-key.ts';

const CODES: Record<string, string> = {
  '`~': 'Backquote',
  '\\|': 'Backslash',
  '[{': 'BracketLeft',
  ']}': 'BracketRight',
  ',<': 'Comma',
  '=+': 'Equal',
  '-_': 'Minus',
  '.>': 'Period',
  '\'"': 'Quote',
  ';:': 'Semicolon',
  '/?': 'Slash',
  ' ': 'Space',
  '0)': 'Digit0',
  '1!': 'Digit1',
  '2@': 'Digit2',
  '3#': 'Digit3',
  '4$': 'Digit4',
  '5%': 'Digit5',
  '6^': 'Digit6',
  '7&': 'Digit7',
  '8*': 'Digit8',
  '9(': 'Digit9',
};

const PLAIN: WedgeKey = {
  key: '',
  code: '',
  shiftKey: false,
  ctrlKey: false,
  altKey: false,
  metaKey: false,
  altGraph: false,
  capsLock: false,
  repeat: false,
  time: 0,
};

/** A key and how long after the one before it, in milliseconds. */
export type TimedKey = Partial<Omit<WedgeKey, 'time'>> & { after: number };

/** The key that types a character on a US keyboard. */
export function usKey(character: string, after: number): TimedKey {
  if (/[A-Za-z]/.test(character)) {
    const upper = character.toUpperCase();
    return { key: character, code: `Key${upper}`, shiftKey: character === upper, after };
  }
  const [pair, code] = Object.entries(CODES).find(([keys]) => keys.includes(character)) ?? [];
  if (!pair || !code) throw new Error(`No US key types ${character}`);
  return { key: character, code, shiftKey: pair.indexOf(character) === 1, after };
}

/** A named key, such as Enter. */
export function namedKey(key: string, after: number): TimedKey {
  return { key, code: key, after };
}

/** A text as a scanner types it, Shift and all, and the key that ends it. */
export function scannerKeys(
  text: string,
  { gaps, end = 'Enter' }: { gaps: (index: number) => number; end?: 'Enter' | 'Tab' | null },
): TimedKey[] {
  const keys = [...text].flatMap((character, index) => {
    const key = usKey(character, gaps(index));
    return key.shiftKey ? [namedKey('Shift', gaps(index)), { ...key, after: 0 }] : [key];
  });
  return end ? [...keys, namedKey(end, gaps(text.length))] : keys;
}

/** Where the detector stands after these keys, handed over in time. */
export function pressAll(keys: TimedKey[]): WedgeState {
  const pattern = new RegExp(DEFAULT_CODE_PATTERN, 'u');
  let time = 0;
  return keys.reduce((state, { after, ...key }) => {
    time += after;
    return pressKey(state, { ...PLAIN, ...key, time }, pattern).state;
  }, NO_KEYS);
}

/**
 * Plays keys to the detector with a text field behind it, and waits until nothing more can come of them.
 *
 * @param lateAfter so many keys come in time, and the others only when nothing more was expected
 * @returns the scans, what stands in the field, and the named keys that the page got
 */
export function play(
  keys: TimedKey[],
  { pattern = DEFAULT_CODE_PATTERN, lateAfter }: { pattern?: string; lateAfter?: number } = {},
) {
  const scans: string[] = [];
  const passed: string[] = [];
  const looksRight = new RegExp(pattern, 'u');
  let field = '';
  let state = NO_KEYS;
  let time = 1000;
  let handedOverAt = time;

  const finish = (end: WedgeEnd) => {
    field = field.slice(0, field.length - end.takeBack) + end.putBack;
    if (end.completed !== null) scans.push(end.completed);
  };
  const letTimePass = (until: number) => {
    const wait = waitsFor(state);
    if (wait === null || handedOverAt + wait >= until) return;
    const { state: after, ...end } = stopWaiting(state, looksRight);
    state = after;
    finish(end);
  };

  for (const [index, { after, ...key }] of keys.entries()) {
    time += after;
    letTimePass(index === lateAfter ? Number.POSITIVE_INFINITY : time);
    const {
      state: next,
      decision,
      ...end
    } = pressKey(state, { ...PLAIN, ...key, time }, looksRight);
    state = next;
    handedOverAt = time;
    finish(end);
    if (decision === 'swallow') continue;
    const name = key.key ?? '';
    if ([...name].length === 1) field += name;
    else passed.push(name);
  }
  letTimePass(Number.POSITIVE_INFINITY);
  return { scans, field, passed };
}
