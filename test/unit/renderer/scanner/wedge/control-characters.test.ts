import { describe, expect, test } from 'vitest';
import { loseKeys, pressKey } from '../../../../../renderer/scanner/wedge/wedge.ts';
import type { WedgeKey } from '../../../../../renderer/scanner/wedge/wedge-key.ts';
import { NO_CODE } from '../../../../../renderer/scanner/wedge/wedge-scan.ts';
import { NO_KEYS } from '../../../../../renderer/scanner/wedge/wedge-state.ts';
import {
  eventsOf,
  inTurn,
  namedKey,
  play,
  RULES,
  scannerKeys,
  type TimedKey,
  usKey,
} from './typed-keys.ts';

const CODE = 'badge-42-and-more';
const scan = (code: string) => scannerKeys(code, { gaps: () => 5, end: null });
const control = (heldMs: number): TimedKey => ({ ...namedKey('Control', 5), heldMs });
/** A key while Control is down, after so many milliseconds. */
const withControl = (character: string, after = 1): TimedKey => ({
  ...usKey(character, after),
  ctrlKey: true,
  heldMs: 1,
});

describe('a control character', () => {
  test.each<[string, TimedKey[]]>([
    ['as Ctrl+], which the page gets', [control(4), withControl(']')]],
    ['as Ctrl+], of whose Ctrl nobody tells', [{ ...withControl(']'), heldMs: 1 }]],
    ['as Ctrl+], of which the shell lets the page have Ctrl alone', [control(4)]],
    [
      'as Ctrl+Shift+^, of which it has Ctrl and Shift alone',
      [control(6), { ...namedKey('Shift', 1), ctrlKey: true, heldMs: 3 }],
    ],
    ['as Ctrl+], with Ctrl coming up late', [control(9)]],
    ['twice', [control(3), control(3)]],
  ])('%s, makes the code unreadable wherever it stands', (_, keys) => {
    const isHeard = keys.some(({ key }) => key === 'Control');
    for (const place of [...(isHeard ? [0] : []), 1, 2, 3, 9, CODE.length]) {
      const typed = [...scan(CODE), namedKey('Enter', 5)];
      typed.splice(place, 0, ...keys);
      expect([place, play(typed).scans]).toEqual([place, [NO_CODE]]);
    }
  });

  test('as a function key makes the code unreadable', () => {
    for (const place of [1, 2, 3, 9, CODE.length]) {
      const typed = [...scan(CODE), namedKey('Enter', 5)];
      typed.splice(place, 0, namedKey('F8', 5));
      expect([place, play(typed).scans]).toEqual([place, [NO_CODE]]);
    }
  });

  test('before each code is no loss where it is set as the scanner’s prefix', () => {
    const typed = [control(4), ...scan(CODE), namedKey('Enter', 5)];
    const affixes = { prefix: '\u0002', suffix: '' };
    expect(play(typed, { affixes }).scans).toEqual([CODE]);
  });

  test('in a scan that ends with nothing makes it unreadable', () => {
    const typed = scan(CODE);
    typed.splice(9, 0, control(4));
    expect(play(typed).scans).toEqual([NO_CODE]);
  });

  test('in one code leaves the next one as it is', () => {
    const typed = [...scan(CODE), namedKey('Enter', 5)];
    typed.splice(9, 0, control(4));
    const next = [...scan('badge-43'), namedKey('Enter', 5)];
    expect(play(inTurn(typed, next)).scans).toEqual([NO_CODE, 'badge-43']);
  });
});

describe('Ctrl', () => {
  test.each<[string, TimedKey[]]>([
    ['with J for Enter', [control(4), withControl('j')]],
    ['with M and J for Enter', [control(3), withControl('m'), control(3), withControl('j')]],
    ['held for M and J', [control(9), withControl('m'), withControl('j', 2)]],
  ])('%s ends a code, and the next one is read, too', (_, end) => {
    const keys = [...scan(CODE), ...end];
    expect(play(inTurn(keys, keys)).scans).toEqual([CODE, CODE]);
  });

  test.each<[string, Partial<TimedKey>, string]>([
    ['and Alt', { ctrlKey: true, altKey: true }, 'Alt'],
    ['as AltGr', { altGraph: true }, 'AltGraph'],
  ])('%s is part of a character', (_, held, second) => {
    const at: TimedKey = { key: '@', code: 'KeyQ', ...held, after: 1, heldMs: 1 };
    const keys = [control(5), { ...namedKey(second, 1), heldMs: 3 }, at];
    const typed = [...scan('badge'), ...keys, ...keys, ...scan('42'), namedKey('Enter', 5)];
    expect(play(typed).scans).toEqual(['badge@@42']);
  });

  test('that a person lets go into a scan makes it unreadable', () => {
    const held = { ...namedKey('Control', 0), heldMs: 300 };
    const rest = scan('ge-42-and-more').map((key, at) => (at === 0 ? { ...key, after: 303 } : key));
    expect(play([held, ...rest, namedKey('Enter', 5)]).scans).toEqual(['']);
  });

  test('that a person let go before a scan does not', () => {
    const held = { ...namedKey('Control', 0), heldMs: 100 };
    const rest = scan(CODE).map((key, at) => (at === 0 ? { ...key, after: 400 } : key));
    expect(play([held, ...rest, namedKey('Enter', 5)]).scans).toEqual([CODE]);
  });

  test('that was down when another window took the keyboard is forgotten', () => {
    const down = pressKey(NO_KEYS, eventsOf([control(4)])[0]?.key as WedgeKey, RULES).state;
    expect(down.modifiers.controlAt).not.toBeNull();
    expect(loseKeys(down).modifiers).toEqual(NO_KEYS.modifiers);
  });
});
