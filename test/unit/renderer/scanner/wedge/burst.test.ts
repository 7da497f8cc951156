import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { silenceMs } from '../../../../../renderer/scanner/wedge/wedge.ts';
import { NO_CODE } from '../../../../../renderer/scanner/wedge/wedge-scan.ts';
import {
  atOnce,
  inTurn,
  namedKey,
  play,
  playAll,
  pressAll,
  RULES,
  scannerKeys,
  type TimedKey,
  usKey,
} from './typed-keys.ts';
import { TYPIST } from './typist.ts';

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
    const keys = ['badge-42', 'badge-43'].map((code) => scannerKeys(code, { gaps: every(5) }));
    const scans = ['badge-42', 'badge-43'];
    expect(play(inTurn(...keys))).toMatchObject({ scans, field: '' });
  });

  test('is read without a stray key before it, which stays where it was typed', () => {
    const keys = [usKey('x', 0), ...scannerKeys('badge-42', { gaps: (n) => (n === 0 ? 500 : 5) })];
    expect(play(keys)).toMatchObject({ scans: ['badge-42'], field: 'x' });
  });

  test('is read without the keys that a person was holding down, which go where they were typed', () => {
    const keys = [
      { ...usKey('x', 0), heldMs: 90 },
      { ...usKey('y', 20), heldMs: 90 },
      ...scannerKeys(CODE, { gaps: (index) => (index === 0 ? 5 : 6) }),
    ];
    expect(play(keys)).toMatchObject({ scans: [CODE], field: 'xy' });
  });

  test('is refused soon after a key that may have been its first', () => {
    for (const heldMs of [3, 60]) {
      const first = { ...usKey('b', 0), heldMs };
      const rest = scannerKeys('adge-42', { gaps: (index) => (index === 0 ? 250 : 6) });
      expect(play([first, ...rest]).scans).toEqual(['']);
    }
  });

  test('is refused after a key that a person let go just before it', () => {
    const person = { ...usKey('x', 0), heldMs: 60 };
    const scan = scannerKeys(CODE, { gaps: (index) => (index === 0 ? 70 : 6) });
    expect(play([person, ...scan])).toMatchObject({ scans: [''], field: '' });
  });

  test('that is slow to begin is refused once, and read from then on', () => {
    const scan = (code: string) =>
      scannerKeys(code, { gaps: (index) => (index === 0 ? 500 : index === 1 ? 60 : 6) }).map(
        (key, index) => (index === 0 ? { ...key, heldMs: 55 } : key),
      );
    const keys = ['badge-41', 'badge-42', 'badge-43'].flatMap(scan);
    expect(play(keys).scans).toEqual(['', 'badge-42', 'badge-43']);
  });

  test('is refused if a person presses a key in between', () => {
    const keys = scannerKeys('badge-42', { gaps: every(8) });
    keys.splice(4, 0, { ...usKey('x', 4), heldMs: 70 });
    expect(play(keys)).toMatchObject({ scans: [''], field: '' });
  });

  test('under a Shift that a person holds down is refused', () => {
    const shift = { ...namedKey('Shift', 0), heldMs: 500 };
    const keys = scannerKeys('badge-42', { gaps: (index) => (index === 0 ? 200 : 5) });
    const shifted = keys.map((key) => ({ ...key, key: key.key?.toUpperCase(), shiftKey: true }));
    expect(play([shift, ...shifted] as TimedKey[]).scans).toEqual(['']);
    expect(play(scannerKeys('BADGE', { gaps: every(5) })).scans).toEqual([]);
    expect(play(scannerKeys('BADGE42', { gaps: every(5) })).scans).toEqual(['BADGE42']);
  });

  test.each([
    ['an arrow', namedKey('ArrowLeft', 5)],
    ['an Alt that types nothing here', { key: 'q', code: 'KeyQ', altKey: true, after: 5 }],
    ['a key that is down already', { ...usKey('a', 5), repeat: true }],
    ['a character that is being composed', { key: 'Process', code: '', after: 5 }],
  ] satisfies [string, TimedKey][])(
    'that sends %s is refused rather than cut in two',
    (_, other) => {
      for (const place of [1, 3, 9]) {
        const keys = scannerKeys('badge-42-and-more', { gaps: every(5) });
        keys.splice(place, 0, other);
        expect(play(keys).scans).toEqual(['']);
      }
    },
  );

  test('that types characters as Alt codes is read', () => {
    const spelt = (digits: string): TimedKey[] => [
      { ...namedKey('Alt', 5), altKey: true, heldMs: 3 * digits.length + 1 },
      ...[...digits].map((digit, index) => ({
        key: digit,
        code: `Numpad${digit}`,
        altKey: true,
        after: index === 0 ? 1 : 3,
        heldMs: 1,
      })),
    ];
    const keys = [
      ...['066', '0233', '45', '049', '050', '051'].flatMap(spelt),
      namedKey('Enter', 9),
    ];
    expect(play(keys).scans).toEqual(['Bé-123']);
    const uncertain = ['130', '66', '66', '66', '66', '66'].flatMap(spelt);
    expect(play([...uncertain, namedKey('Enter', 9)]).scans).toEqual(['']);
  });

  test('that types only some characters as Alt codes is read whole, the first one too', () => {
    const spelt = ['0201'].flatMap((digits): TimedKey[] => [
      { ...namedKey('Alt', 5), altKey: true, heldMs: 14 },
      ...[...digits].map((digit) => {
        return { key: digit, code: `Numpad${digit}`, altKey: true, after: 3, heldMs: 1 };
      }),
    ]);
    const keys = scannerKeys('badge-42', { gaps: (index) => (index === 0 ? 9 : 5), end: null });
    const end = namedKey('Enter', 9);
    expect(play([...spelt, ...keys, end]).scans).toEqual(['Ébadge-42']);
    expect(play([...keys, ...spelt, ...keys, end]).scans).toEqual(['badge-42Ébadge-42']);
  });

  test('is refused if the page may have begun to listen in the middle of it', () => {
    const scan = scannerKeys(CODE, { gaps: every(10) });
    for (const heardFrom of [-60, 0]) expect(play(scan, { heardFrom }).scans).toEqual(['']);
    for (const heardFrom of [1, 400]) expect(play(scan, { heardFrom }).scans).toEqual([CODE]);
    const slow = scannerKeys(CODE, { gaps: (index) => (index === 0 ? 25 : 40) });
    expect(play(slow, { heardFrom: 0 }).scans).toEqual([CODE]);
  });

  test('tells staff how its keys came', () => {
    const keys = scannerKeys('badge-42', { gaps: (index) => (index === 3 ? 24 : 10), end: 'Tab' });
    expect(playAll(keys).scans[0]?.timing).toEqual({
      keys: 8,
      meanGapMs: 12,
      largestGapMs: 24,
      end: 'Tab',
    });
  });

  test('that takes 60 ms a key is read once the limits are its own', () => {
    const keys = scannerKeys(CODE, { gaps: every(60) });
    expect(play(keys, { gapMs: 90, meanMs: 75 })).toMatchObject({ scans: [CODE], field: '' });
  });

  test('leaves what a person has typed before', () => {
    const keys = [...person('hello ', [120, 180]), ...scannerKeys(CODE, { gaps: () => 10 })].map(
      (key, index) => (index === 6 ? { ...key, after: 500 } : key),
    );
    expect(play(keys)).toMatchObject({ scans: [CODE], field: 'hello ' });
  });

  test('that sent no Enter is waited for no longer than needed the next time', () => {
    const ends = (keys: TimedKey[]) => silenceMs(pressAll(keys), RULES);
    const silent = scannerKeys('badge-42', { gaps: every(5), end: null });
    const next = [usKey('b', 2000), ...silent.slice(1)];
    expect(ends(silent)).toBe(1000);
    expect(ends([...silent, ...next])).toBe(300);
    expect(ends([...silent, ...next, namedKey('Enter', 5), ...next])).toBe(1000);
  });

  test('whose keys are handed over late is read by when they were pressed', () => {
    const keys = scannerKeys('badge-42', { gaps: every(10) });
    expect(play(keys, { lateAfter: 4 })).toMatchObject({ scans: ['badge-42'], field: '' });
  });

  test('that never stops gives one code, too long to be one', () => {
    const { scans, field } = play(scannerKeys('x'.repeat(5000), { gaps: every(1) }));
    expect(scans).toEqual(['x'.repeat(1024)]);
    expect(field).toBe('');
  });
});

describe('a scanner that presses a key before it lets go of the last one', () => {
  const overlapping = (code: string, heldMs: (index: number) => number) =>
    scannerKeys(code, { gaps: (index) => (index === 0 ? 500 : 6) }).map((key, index) => ({
      ...key,
      heldMs: heldMs(index),
    }));

  test('is read if it always does so', () => {
    const keys = overlapping('badge-421399', () => 8).map((key, index, { length }) =>
      index < length - 2 && key.code === keyAfter(index) ? { ...key, heldMs: 3 } : key,
    );
    expect(play(keys).scans).toEqual(['badge-421399']);
  });

  test('only now and then is refused until it has read a code the same way twice', () => {
    const scan = (code: string) => overlapping(code, (index) => (index % 2 === 0 ? 8 : 2));
    const codes = ['badge-41', 'badge-42', 'badge-42', 'badge-43'];
    expect(play(codes.flatMap(scan)).scans).toEqual(['', '', 'badge-42', 'badge-43']);
  });

  function keyAfter(index: number) {
    return overlapping('badge-421399', () => 8)[index + 1]?.code;
  }
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

describe('a code too short for a scan', () => {
  const tooShort = (keys: TimedKey[], given = {}) =>
    playAll(keys, given).tooShort.map(({ doubt, characters }) => [
      doubt,
      characters.map(({ typed }) => typed).join(''),
    ]);

  test.each(['Enter', 'Tab', null] as const)('that ends with %s is reported to staff', (end) => {
    for (const gap of [1, 5, 20, 40]) {
      const keys = scannerKeys('1042', { gaps: every(gap), end });
      expect(tooShort(keys)).toEqual([['too-short', '1042']]);
    }
  });

  test('is a scan once its length is set', () => {
    const keys = scannerKeys('1042', { gaps: every(5) });
    expect(play(keys, { minLength: 4 }).scans).toEqual(['1042']);
    expect(tooShort(keys, { minLength: 4 })).toEqual([]);
  });

  test('is not reported if a person types it, however fast', () => {
    for (const gap of [10, 40, 90]) {
      const keys = person('1042', [gap]).map((key) => ({ ...key, heldMs: 44 }));
      expect(tooShort([...keys, namedKey('Enter', gap)])).toEqual([]);
    }
    for (const strokes of TYPIST) {
      const keys = strokes.map(({ after, heldMs }) => ({ ...usKey('a', after), heldMs }));
      expect(tooShort([...keys, namedKey('Enter', 120)])).toEqual([]);
    }
  });

  test('is no line of a text, nor the beginning of a scan', () => {
    const scan = scannerKeys('TEST-0001', { gaps: (index) => (index === 3 ? 500 : 5) });
    expect(tooShort(scan)).toEqual([]);
    const line = scannerKeys('1042', { gaps: every(5) });
    expect(tooShort([...line, ...scannerKeys('TEST-0001', { gaps: every(5) })])).toEqual([]);
  });
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

describe('a scanner that pauses within a code', () => {
  const paused = (place: number, pause: number, end: 'Enter' | null = 'Enter') =>
    scannerKeys('badge-421399', { gaps: (index) => (index === place ? pause : 6), end });
  const known = scannerKeys('badge-01', { gaps: every(6) });

  test.each([100, 200, 500, 900])('for %i ms is read once it is known for one', (pause) => {
    expect(play(paused(7, pause))).toMatchObject({ scans: ['badge-421399'], field: '' });
  });

  test.each([1, 2, 5])('after key %i gives no code without its beginning', (place) => {
    for (const pause of [100, 400, 900]) expect(play(paused(place, pause)).scans).toEqual(['']);
  });

  test('and then goes on too late gives neither half of the code', () => {
    expect(play(inTurn(known, paused(6, 1500))).scans).toEqual(['badge-01', '', '']);
  });

  test('and sends no Enter is refused: it may be two codes', () => {
    expect(play(paused(7, 200, null)).scans).toEqual(['']);
  });

  test('or loses its Enter is refused once', () => {
    const silent = scannerKeys('badge-02', { gaps: (n) => (n === 0 ? 3000 : 6), end: null });
    expect(play([...known, ...silent, ...silent]).scans).toEqual(['badge-01', '', 'badge-02']);
  });
});

describe.each([
  ['the default limits', {}],
  ['limits for a scanner that takes 60 ms a key', { gapMs: 90, meanMs: 75 }],
])('a recorded typist, with %s', (_, limits) => {
  test('is never taken for a scanner and loses no character', () => {
    for (const strokes of TYPIST) {
      const letters = 'the quick brown fox jumps over a lazy dog and back home';
      const text = strokes.map((_, index) => letters.charAt(index % letters.length)).join('');
      const keys = strokes.map(({ after, heldMs }, index) => ({
        ...usKey(text.charAt(index), after),
        heldMs,
      }));
      const typed = play([...keys, namedKey('Enter', 120)], limits);
      expect(typed).toEqual({ scans: [], field: text, passed: ['Enter'] });
    }
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

  test('of a scanner after any keys of a person reads exactly, or refuses', () => {
    // Two keyboards can't hold the same key: the code has none of the person's.
    const stray = fc.uniqueArray(
      fc.record({
        key: fc.constantFrom('q', 'j', 'z'),
        after: fc.integer({ min: 1, max: 300 }),
        heldMs: fc.integer({ min: 45, max: 180 }),
      }),
      { minLength: 1, maxLength: 3, selector: ({ key }) => key },
    );
    const others = scanned.map(({ text }) => text.replace(/[qjz]/gi, 'k'));
    const gap = fc.integer({ min: 1, max: 300 });
    const pace = fc.integer({ min: 1, max: 14 });
    fc.assert(
      fc.property(stray, gap, pace, others, (strokes, first, every, text) => {
        const person = strokes.map(({ key, after, heldMs }) => ({ ...usKey(key, after), heldMs }));
        const scan = scannerKeys(text, { gaps: (index) => (index === 0 ? first : every) });
        const { scans, field } = play([...person, ...scan]);
        const typed = strokes.map(({ key }) => key).join('');
        expect(scans).toHaveLength(1);
        if (scans[0] !== '') expect([scans[0], field]).toEqual([text, typed]);
        else expect(typed).toContain(field);
      }),
      { numRuns: 300 },
    );
  });

  test('of two scanners at once gives each code exactly, or none', () => {
    // Two keyboards can't hold the same key.
    const codeOf = (start: string, characters: string) =>
      fc
        .string({ unit: fc.constantFrom(...characters), minLength: 3, maxLength: 60 })
        .map((rest) => start + rest);
    const scan = (text: string, pace: number) =>
      scannerKeys(text, { gaps: every(pace) }).map((key) => ({ ...key, heldMs: pace / 2 + 1 }));
    // Not with the same key: nobody could tell them from one that always presses two.
    const later = fc.record({
      keys: fc.integer({ min: 2, max: 70 }),
      share: fc.constantFrom(0, 0.25, 0.5, 0.75),
    });
    const a = codeOf('abc', 'abcdef-0123');
    const b = codeOf('xyz', 'uvwxyz.4567');
    const pace = fc.integer({ min: 4, max: 16 });
    fc.assert(
      fc.property(a, b, pace, later, (a, b, every, { keys, share }) => {
        const together = atOnce(scan(a, every), scan(b, every), every * (keys + share));
        const { scans, field } = play(together);
        expect(scans.filter((each) => !['', NO_CODE, a, b].includes(each))).toEqual([]);
        expect(scans.length).toBeGreaterThan(0);
        expect(field.length).toBeLessThan(6);
      }),
      { numRuns: 300 },
    );
  });

  test('and any pauses of a scanner give the code exactly, or none', () => {
    const pauses = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 41, max: 1900 })), {
      minLength: 1,
      maxLength: 3,
    });
    const pace = fc.integer({ min: 1, max: 20 });
    const known = scannerKeys('known-01', { gaps: every(6) });
    fc.assert(
      fc.property(scanned, pauses, pace, ({ text }, places, every) => {
        const at = new Map(places.map(([place, pause]) => [(place % text.length) + 1, pause]));
        const gaps = (index: number) => (index === 0 ? 3000 : (at.get(index) ?? every));
        const { scans } = play([...known, ...scannerKeys(text, { gaps })]);
        expect(scans.filter((scan) => scan !== '' && scan !== text)).toEqual(['known-01']);
      }),
      { numRuns: 200 },
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
