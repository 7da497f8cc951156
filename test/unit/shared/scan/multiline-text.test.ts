import { describe, expect, test } from 'vitest';
import { MultilineText } from '../../../../shared/scan/multiline-text.ts';
import { parseCode } from '../../../../shared/scan/parse-code.ts';

const NOTHING = { prefix: '', suffix: '' };

/** The index of the line that ends the text begun by the first one; null if no line does. */
function overAt(lines: string[], affixes = NOTHING): number | null {
  const [first = '', ...others] = lines;
  const text = MultilineText.beginningWith(first, affixes);
  if (!text) throw new Error('no text begins there');
  if (text.isOver) return 1;
  for (const [index, line] of others.entries()) {
    text.add(line);
    if (text.isOver) return index + 2;
  }
  return null;
}

describe('a text ends', () => {
  test.each<[string, string[]]>([
    ['a vCard with its END', ['BEGIN:VCARD', 'FN:A', 'END:VCARD']],
    ['whatever its letters are', ['begin:vCard', 'FN:A', 'End:VCARD']],
    ['an event alone', ['BEGIN:VEVENT', 'SUMMARY:A', 'END:VEVENT']],
    [
      'a calendar with its own END, not with that of an event in it',
      [
        'BEGIN:VCALENDAR',
        'BEGIN:VEVENT',
        'END:VEVENT',
        'BEGIN:VEVENT',
        'END:VEVENT',
        'END:VCALENDAR',
      ],
    ],
    [
      'a card with its own END, not with that of a card in it',
      ['BEGIN:VCARD', 'AGENT:', 'BEGIN:VCARD', 'END:VCARD', 'FN:A', 'END:VCARD'],
    ],
    ['a calendar whose event has no END', ['BEGIN:VCALENDAR', 'BEGIN:VEVENT', 'END:VCALENDAR']],
    ['not with an END of a longer name', ['BEGIN:VCARD', 'END:VCARD-X', 'END:VCARD']],
    ['a vCard in one line', ['BEGIN:VCARD VERSION:3.0 FN:A END:VCARD']],
    ['a vCard without its line breaks', ['BEGIN:VCARDVERSION:3.0FN:AEND:VCARD']],
    ['a MECARD in one line', ['MECARD:N:Khan,Ayesha;TEL:1;;']],
    ['a MECARD of several lines', ['MECARD:N:Khan,Ayesha;', 'TEL:1;', 'EMAIL:a@b.example;;']],
    ['a MECARD whose last semicolon has a line of its own', ['mecard:N:A;', 'TEL:1;', ';']],
    ['a MECARD after a semicolon that belongs to a name', ['MECARD:N:A\\;;TEL:1;', 'TEL:2;;']],
    ['with what the scanner puts behind it', ['BEGIN:VCARD', 'FN:A', 'END:VCARD\u0003']],
    ['after the symbology', [']Q1BEGIN:VCARD', 'FN:A', 'END:VCARD']],
    ['after a declared character set', [']Q2\\000026BEGIN:VCARD', 'FN:A', 'END:VCARD']],
    ['after a control character nobody has told of', ['\u0002]Q1BEGIN:VCARD', 'FN:A', 'END:VCARD']],
    ['after a byte order mark', ['\ufeffBEGIN:VCARD', 'FN:A', 'END:VCARD']],
  ])('%s', (_how, lines) => {
    expect(overAt(lines)).toBe(lines.length);
  });

  test('where the scanner’s prefix stands before it', () => {
    const affixes = { prefix: 'A1>', suffix: '$' };
    expect(overAt(['A1>BEGIN:VCARD', 'FN:A', 'END:VCARD$'], affixes)).toBe(3);
    expect(overAt([']Q1A1>MECARD:N:A;', ';$'], affixes)).toBe(2);
  });

  test.each<[string, string[]]>([
    ['without its END', ['BEGIN:VCARD', 'FN:A', 'END:VEVENT']],
    ['without its semicolons', ['MECARD:N:A;', 'TEL:1;']],
  ])('not %s', (_how, lines) => {
    expect(overAt(lines)).toBeNull();
  });

  test('once it is longer than any code', () => {
    const lines = Array.from({ length: 100 }, (_, n) => `TEST-${n}${'x'.repeat(90)}`);
    const at = overAt(['BEGIN:VCARD', ...lines]) ?? 0;
    expect(at).toBeGreaterThan(70);
    expect(at).toBeLessThan(80);
  });
});

test.each([
  'TEST-12345',
  'BEGIN',
  'BEGINNER:1',
  'TEST-BEGIN:VCARD',
  'END:VCARD',
  'WIFI:T:WPA;S:venue;P:secret;;',
  'https://confera.example/?MECARD:',
])('%s is a code by itself', (line) => {
  expect(MultilineText.beginningWith(line, NOTHING)).toBeNull();
});

test.each([
  ['BEGIN:VCARD'],
  ['MECARD:N:Khan,Ayesha;TEL:1;;'],
  ['\u0002BEGIN:VCARD'],
  ['BEGIN:VCARD', 'FN:Ayesha Khan', 'END:VCARD'],
])('no text can be sent, nor its first line alone: %j', (first, ...others) => {
  const text = MultilineText.beginningWith(first, NOTHING);
  for (const line of others) text?.add(line);
  expect(parseCode(text?.raw ?? 'TEST-1', 'auto')).toEqual({
    ok: false,
    reason: 'control-characters',
  });
});
