import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { WEDGE_LIMITS, waitsFor } from '../../../renderer/scanner/burst.ts';
import { namedKey, play, pressAll, scannerKeys, type TimedKey, usKey } from './typed-keys.ts';

const CODE = 'Badge-0042_x.7~Q';
const every = (gap: number) => () => gap;
const person = (text: string, gaps: number[]): TimedKey[] =>
  [...text].map((character, index) => usKey(character, gaps[index % gaps.length] ?? 0));

describe('a scanner', () => {
  test.each([0, 1, 2, 5, 10, 16, 20, 30, 40, 50])('is read at %i ms a key', (gap) => {
    expect(play(scannerKeys(CODE, { gaps: every(gap) }))).toEqual({
      scans: [CODE],
      field: '',
      passed: expect.not.arrayContaining(['Enter']),
    });
  });

  test.each([60, 70, 80])('at %i ms a key is taken for a person, who loses nothing', (gap) => {
    expect(play(scannerKeys(CODE, { gaps: every(gap) }))).toMatchObject({ scans: [], field: CODE });
  });

  test('is read at 16 ms a key with single gaps of 47 ms', () => {
    const gaps = (index: number) => (index % 5 === 2 ? 47 : 16);
    expect(play(scannerKeys(CODE, { gaps }))).toMatchObject({ scans: [CODE], field: '' });
  });

  test('is read through a hiccup once no person could have typed so fast', () => {
    const gaps = (index: number) => (index === 10 ? 140 : 8);
    expect(play(scannerKeys(CODE, { gaps })).scans).toEqual([CODE]);
  });

  test('may end with Tab, which then moves no focus', () => {
    expect(play(scannerKeys(CODE, { gaps: every(5), end: 'Tab' }))).toMatchObject({
      scans: [CODE],
    });
  });

  test('that ends with nothing is read after a silence', () => {
    expect(play(scannerKeys(CODE, { gaps: every(5), end: null }))).toMatchObject({
      scans: [CODE],
      field: '',
    });
  });

  test.each([
    ['a line feed too', [namedKey('Enter', 2), namedKey('Enter', 2)]],
    [
      'control characters',
      [
        { key: 'm', code: 'KeyM', ctrlKey: true, after: 2 },
        { key: 'j', code: 'KeyJ', ctrlKey: true, after: 2 },
      ],
    ],
    ['Enter and Tab', [namedKey('Enter', 2), namedKey('Tab', 2)]],
    ['Enter, late', [namedKey('Enter', 290)]],
  ] satisfies [string, TimedKey[]][])(
    'that sends %s gives one scan, and the page gets none of it',
    (_, ends) => {
      const keys = [...scannerKeys('badge-42', { gaps: every(5), end: null }), ...ends];
      expect(play(keys)).toEqual({ scans: ['badge-42'], field: '', passed: [] });
    },
  );

  test('that sends Enter first is read all the same', () => {
    const keys = [namedKey('Enter', 0), ...scannerKeys('badge-42', { gaps: every(5), end: null })];
    expect(play(keys)).toEqual({ scans: ['badge-42'], field: '', passed: ['Enter'] });
  });

  test('is read twice in a row', () => {
    const keys = [
      ...scannerKeys('badge-42', { gaps: every(5) }),
      ...scannerKeys('badge-43', { gaps: every(5) }),
    ];
    expect(play(keys)).toMatchObject({ scans: ['badge-42', 'badge-43'], field: '' });
  });

  test('is read without a stray key before it, which stays where it was typed', () => {
    const keys = [usKey('x', 0), usKey('b', 90), ...scannerKeys('adge-42', { gaps: every(5) })];
    expect(play(keys)).toMatchObject({ scans: ['badge-42'], field: 'x' });
  });

  test('leaves what a person has typed before', () => {
    const keys = [...person('hello ', [120, 180]), ...scannerKeys(CODE, { gaps: () => 10 })].map(
      (key, index) => (index === 6 ? { ...key, after: 200 } : key),
    );
    expect(play(keys)).toMatchObject({ scans: [CODE], field: 'hello ' });
  });

  test('that ended with nothing is waited for no longer than needed the next time', () => {
    const ends = (keys: TimedKey[]) => waitsFor(pressAll(keys));
    const silent = scannerKeys('badge-42', { gaps: every(5), end: null });
    const next = [usKey('b', 2000), ...silent.slice(1)];
    expect(ends(silent)).toBe(WEDGE_LIMITS.missingEndMs);
    expect(ends([...silent, ...next])).toBe(WEDGE_LIMITS.silenceMs);
    expect(ends([...silent, ...next, namedKey('Enter', 5), ...next])).toBe(
      WEDGE_LIMITS.missingEndMs,
    );
  });

  test('whose keys are handed over late is read by when they were pressed', () => {
    const keys = scannerKeys('badge-42', { gaps: every(10) });
    expect(play(keys, { lateAfter: 4 })).toMatchObject({ scans: ['badge-42'], field: '' });
  });

  test('that never stops gives one code, too long to be one', () => {
    const { scans, field } = play(scannerKeys('x'.repeat(5000), { gaps: every(1) }));
    expect(scans).toEqual(['x'.repeat(WEDGE_LIMITS.maxCharacters)]);
    expect(field).toBe('');
  });
});

describe('a code of fewer than six characters', () => {
  test.each(['a', 'ab', 'abc', 'abcd', 'abcde'])(
    '%s is no scan and stays where it was typed',
    (code) => {
      expect(play(scannerKeys(code, { gaps: every(5) }))).toEqual({
        scans: [],
        field: code,
        passed: ['Enter'],
      });
    },
  );
});

describe('a person', () => {
  test.each([90, 120, 200, 300])('typing at %i ms a key is never a scanner', (gap) => {
    const keys = [...person('Ayesha Khan 12', [gap]), namedKey('Enter', gap)];
    expect(play(keys)).toEqual({ scans: [], field: 'Ayesha Khan 12', passed: ['Enter'] });
  });

  test.each([3, 4, 5])('rolling over %i keys loses none of them, nor their order', (count) => {
    const gaps = Array.from({ length: 14 }, (_, index) => (index % count === 0 ? 150 : 15));
    expect(play(person('abcdefghijklmn', gaps))).toMatchObject({
      scans: [],
      field: 'abcdefghijklmn',
    });
  });

  test('who rolls over three keys and presses Enter at once sends all three', () => {
    const keys = [...person('abc', [20]), namedKey('Enter', 20)];
    expect(play(keys)).toEqual({ scans: [], field: 'abc', passed: ['Enter'] });
  });

  test('who slows down within a burst has it back before the next key', () => {
    expect(play(person('abcdef', [100, 10, 10, 78, 78, 78]))).toMatchObject({
      scans: [],
      field: 'abcdef',
    });
  });

  test('holding a key down is no scanner', () => {
    const held = Array.from({ length: 30 }, () => ({ ...usKey('a', 30), repeat: true }));
    expect(play([usKey('a', 0), ...held]).scans).toEqual([]);
  });

  test('using shortcuts and arrows gets them all', () => {
    const copy = { key: 'c', code: 'KeyC', ctrlKey: true, after: 10 };
    const keys = [
      ...person('abc', [10]),
      namedKey('ArrowLeft', 10),
      copy,
      namedKey('Backspace', 10),
    ];
    expect(play(keys)).toMatchObject({ field: 'abcc', passed: ['ArrowLeft', 'Backspace'] });
  });
});

describe('any timing', () => {
  const scanned = fc
    .string({
      unit: fc.integer({ min: 0x20, max: 0x7e }).map((n) => String.fromCharCode(n)),
      minLength: 6,
      maxLength: 512,
    })
    .chain((text) =>
      fc.record({
        text: fc.constant(text),
        gaps: fc.array(
          fc.oneof(
            { weight: 8, arbitrary: fc.integer({ min: 0, max: 40 }) },
            { weight: 1, arbitrary: fc.constant(47) },
          ),
          {
            minLength: text.length + 1,
            maxLength: text.length + 1,
          },
        ),
      }),
    );

  test('of a scanner reads any printable code exactly, and leaves nothing behind', () => {
    fc.assert(
      fc.property(scanned, fc.constantFrom('Enter', 'Tab', null), ({ text, gaps }, end) => {
        const { scans, field } = play(
          scannerKeys(text, { gaps: (index) => gaps[index] ?? 0, end }),
        );
        expect(scans).toEqual([text]);
        expect(field).toBe('');
      }),
    );
  });

  test('of a person gives no scan and loses no character', () => {
    // Rolled over at most five at a time; the next ones are pressed, not rolled.
    const stroke = fc.array(fc.integer({ min: 1, max: 45 }), { maxLength: 4 });
    const pause = fc.integer({ min: 85, max: 400 });
    fc.assert(
      fc.property(fc.array(fc.tuple(pause, stroke), { maxLength: 40 }), (strokes) => {
        const gaps = strokes.flatMap(([first, rest]) => [first, ...rest]);
        const text = gaps.map((_, index) => 'etaoinshrdlu '.charAt(index % 13)).join('');
        const keys = gaps.map((gap, index) => usKey(text.charAt(index), gap));
        expect(play([...keys, namedKey('Enter', 100)])).toEqual({
          scans: [],
          field: text,
          passed: ['Enter'],
        });
      }),
    );
  });
});
