import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { NO_CODE } from '../../../../../renderer/scanner/wedge/wedge-scan.ts';
import {
  inTurn,
  namedKey,
  play,
  playAll,
  scannerKeys,
  type TimedKey,
  usKey,
} from './typed-keys.ts';

const CARD = [
  'BEGIN:VCARD',
  'VERSION:3.0',
  'N:Khan;Ayesha',
  'TEL:+92-300-5550101',
  'EMAIL:ayesha@example.org',
  'END:VCARD',
];

type Pace = { everyMs?: number; afterLineMs?: number; end?: TimedKey[] };

/** Lines as a scanner types them, with its end of line after each. */
function text(
  lines: readonly string[],
  { everyMs = 5, afterLineMs = everyMs, end = [namedKey('Enter', everyMs)] }: Pace = {},
): TimedKey[] {
  const typed = lines.map((line) => [
    ...scannerKeys(line, { gaps: (index) => (index === 0 ? afterLineMs : everyMs), end: null }),
    ...end,
  ]);
  return inTurn(typed.flat());
}

const ONE_TEXT = { scans: [NO_CODE], field: '', passed: expect.not.arrayContaining(['Enter']) };

describe('a text of several lines', () => {
  test.each([0, 1, 2, 5, 10, 16, 30, 50])('at %i ms a key is one that is no code', (everyMs) => {
    expect(play(text(CARD, { everyMs }))).toEqual(ONE_TEXT);
  });

  test.each<[string, TimedKey[]]>([
    ['a line feed as well', [namedKey('Enter', 5), namedKey('Enter', 5)]],
    ['Tab', [namedKey('Tab', 5)]],
    ['Enter and Tab', [namedKey('Enter', 5), namedKey('Tab', 5)]],
    ['Ctrl+J', [{ key: 'j', code: 'KeyJ', ctrlKey: true, after: 5 }]],
  ])('whose lines end with %s is one that is no code', (_, end) => {
    expect(play(text(CARD, { end })).scans).toEqual([NO_CODE]);
  });

  test('is one even where each of its lines looks like a badge’s code', () => {
    expect(play(text(['TEST-0001', 'TEST-0002', 'TEST-0003'])).scans).toEqual([NO_CODE]);
    const withTab = text(['TEST-0001', 'TEST-0002'], { end: [namedKey('Tab', 5)] });
    expect(play(withTab).scans).toEqual([NO_CODE]);
  });

  test('is one where some of its lines are shorter than any code', () => {
    expect(play(text(['Ana', 'TEST-0001', 'TEST-0002'])).scans).toEqual([NO_CODE]);
    expect(play(text(['Ana', '', 'Li', 'TEST-0001'])).scans).toEqual([NO_CODE]);
    const mixed = play(text(['TEST-0001', 'Li', 'Z', '', 'TEST-0002', 'Li']));
    expect(mixed).toEqual(ONE_TEXT);
  });

  test('is one where its last line has no end, and where it is longer than any code', () => {
    expect(play(text(CARD).slice(0, -1)).scans).toEqual([NO_CODE]);
    const long = Array.from({ length: 80 }, (_, index) => `NOTE:line ${index} of many`);
    expect(play(text(long)).scans).toEqual([NO_CODE]);
  });

  test('is one where the scanner pauses between its lines for as long as it may between keys', () => {
    expect(play(text(CARD, { afterLineMs: 78 })).scans).toEqual([NO_CODE]);
  });

  test('is one though the scanner presses a key before it lets go of the last one', () => {
    const keys = text(CARD, { everyMs: 6 }).map((key) => ({ ...key, heldMs: 8 }));
    expect(play(keys).scans).toEqual([NO_CODE]);
  });

  test('leaves the codes before it and after it as they are', () => {
    const code = (code: string) => scannerKeys(code, { gaps: () => 5 });
    const keys = inTurn(code('badge-41'), text(CARD), code('badge-42'), code('badge-43'));
    expect(play(keys).scans).toEqual(['badge-41', NO_CODE, 'badge-42', 'badge-43']);
  });

  test('is told to staff as what it is', () => {
    expect(playAll(text(CARD)).scans.map(({ doubt }) => doubt)).toEqual(['several-lines']);
  });

  test('takes nothing from a person who types just after it', () => {
    const person = [...'hello'].map((key, index) => ({
      ...usKey(key, index === 0 ? 10 : 130),
      heldMs: 80,
    }));
    const scan = scannerKeys('TEST-0001', { gaps: () => 5 });
    expect(play([...scan, ...person])).toMatchObject({ scans: [NO_CODE], field: 'hello' });
  });

  test('of whatever lines, at whatever pace, gives no code', () => {
    const line = fc.string({
      unit: fc.integer({ min: 0x21, max: 0x7e }).map((n) => String.fromCharCode(n)),
      minLength: 1,
      maxLength: 40,
    });
    const lines = fc.array(line, { minLength: 2, maxLength: 12 });
    const end = fc.constantFrom('Enter', 'Tab');
    fc.assert(
      fc.property(lines, fc.integer({ min: 0, max: 40 }), end, (lines, everyMs, by) => {
        const { scans } = play(text(lines, { everyMs, end: [namedKey(by, everyMs)] }));
        expect(scans.filter((each) => each !== '' && each !== NO_CODE)).toEqual([]);
        expect(scans.length).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('people who scan one after the other', () => {
  test.each([100, 200, 300])('%i ms apart are each read', (apart) => {
    const codes = ['TEST-0001', 'TEST-0002', 'confera-attendance:A-3', 'TEST-0004'];
    const keys = codes.flatMap((code) =>
      scannerKeys(code, { gaps: (index) => (index === 0 ? apart : 5) }),
    );
    expect(play(keys).scans).toEqual(codes);
  });

  test('are each read by a scanner that takes its time, too', () => {
    const limits = { gapMs: 150, meanMs: 125 };
    const codes = ['TEST-0001', 'TEST-0002'];
    const keys = codes.flatMap((code) =>
      scannerKeys(code, { gaps: (index) => (index === 0 ? 300 : 100) }),
    );
    expect(play(keys, limits).scans).toEqual(codes);
  });

  test('may have a person’s keys and Enter between them', () => {
    const person = [...'abc'].map((key) => ({ ...namedKey(key, 120), heldMs: 80 }));
    const keys = [
      ...scannerKeys('TEST-0001', { gaps: () => 5 }),
      ...person.map((key) => ({ ...key, code: `Key${key.key?.toUpperCase()}` })),
      namedKey('Enter', 120),
      ...scannerKeys('TEST-0002', { gaps: (index) => (index === 0 ? 150 : 5) }),
    ];
    expect(play(keys)).toEqual({
      scans: ['TEST-0001', 'TEST-0002'],
      field: 'abc',
      passed: expect.arrayContaining(['Enter']),
    });
  });
});

test('the longest gap that may be set still tells people apart', () => {
  const keys = ['TEST-0001', 'TEST-0002'].map((code) => scannerKeys(code, { gaps: () => 20 }));
  const { scans } = play(inTurn(...keys), { gapMs: 300, meanMs: 200 });
  expect(scans).toEqual(['TEST-0001', 'TEST-0002']);
});
