import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  aimIdentifierOf,
  MAX_CODE_LENGTH,
  type Mode,
  type ParsedCode,
  parseCode,
} from '../../../../shared/scan/parse-code.ts';
import { trimmed } from '../../../../shared/text/trimmed.ts';
import { JOIN_LINE } from '../../../fixtures/a-join-line.ts';

const code = (parsed: ParsedCode) => (parsed.ok ? parsed.code : `refused: ${parsed.reason}`);
const reason = (parsed: ParsedCode) => (parsed.ok ? `taken: ${parsed.code}` : parsed.reason);

describe('what a scanner adds to a code is taken off', () => {
  test.each([
    ['nothing', 'ABC123', 'ABC123'],
    ['spaces', '  ABC123 ', 'ABC123'],
    ['tabs and line ends', '\tABC123\r\n', 'ABC123'],
    ['a no-break space', '\u00a0ABC123\u00a0', 'ABC123'],
    ['a byte order mark', '\ufeffABC123', 'ABC123'],
    ['the AIM identifier of QR', ']Q1ABC123', 'ABC123'],
    ['the AIM identifier of Data Matrix', ']d2ABC123', 'ABC123'],
    ['the AIM identifier of Code 128', ']C0ABC123', 'ABC123'],
    ['an AIM identifier with a letter', ']QaABC123', 'ABC123'],
    ['spaces around the AIM identifier', ' ]Q1 ABC123', 'ABC123'],
    ['what nobody sees around the AIM identifier', '\u200b]Q1\u200eABC123\u200b', 'ABC123'],
    ['what nobody sees behind a character set', '\\000026\ufeffABC123', 'ABC123'],
  ])('%s', (_what, raw, expected) => {
    expect(code(parseCode(raw, 'auto'))).toBe(expected);
  });
});

describe.each([
  ['a camera or a person', null],
  ['a scanner', undefined],
])('invisible characters at the ends of a code are taken off, as from %s', (_whom, added) => {
  test.each([
    '\u00ad',
    '\u061c',
    '\u180e',
    '\u200b',
    '\u200c',
    '\u200d',
    '\u200e',
    '\u200f',
    '\u2028',
    '\u202a',
    '\u202c',
    '\u202e',
    '\u2060',
    '\u2066',
    '\u2069',
    '\u3000',
    '\u3164',
    '\ufeff',
  ])('%j', (unseen) => {
    expect(code(parseCode(`${unseen}ABC-1 ${unseen}${unseen}`, 'auto', added))).toBe('ABC-1');
    expect(code(parseCode(`${unseen}AB${unseen}C`, 'auto', added))).toMatch(/AB.C|refused/u);
  });
});

describe('the code itself is never altered', () => {
  test.each([
    ['case', 'aBc'],
    ['spaces within', 'ABC 123'],
    ['the attendance prefix', 'confera-attendance:DAY1-XYZ'],
    ['an address', 'https://confera.example/b/ABC?x=1#y'],
    ['what looks like an AIM identifier but stands within', 'ABC]Q1DEF'],
    ['a bracket that begins no AIM identifier', ']-ABC'],
    ['a digit after the bracket', ']1QABC'],
    ['letters beyond ASCII', 'Ünïcödé-登録'],
    ['an emoji of several code points', '👩‍👩‍👧'],
    ['a combining mark, not composed', 'e\u0301'],
    ['a zero-width space', 'AB\u200bC'],
    ['a soft hyphen', 'AB\u00adC'],
    ['marks of direction', 'AB\u202e\u2066C'],
    ['a variation selector at the end', '❤\ufe0f'],
    ['the tags of a flag at the end', '🏴\u{e0067}\u{e0062}\u{e007f}'],
    ['a mark at the start', '\u0301AB'],
  ])('%s', (_what, raw) => {
    expect(code(parseCode(raw, 'auto'))).toBe(raw);
  });

  test('only one AIM identifier is the scanner’s own', () => {
    expect(code(parseCode(']Q1]Q1ABC', 'auto'))).toBe(']Q1ABC');
  });

  test('any printable code comes out as it went in', () => {
    const visible = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 60 })
      .filter((text) => /^[^\s\p{Cc}\ufffd\]]/u.test(text) && text === trimmed(text))
      .filter((text) => !/[\p{Cc}\u2028\u2029\ufffd]/u.test(text));
    fc.assert(
      fc.property(visible, fc.constantFrom(' ', '\n', ']Q1', '\t]C1 ', ''), (text, before) => {
        expect(parseCode(`${before}${text}\r\n`, 'badge')).toEqual({
          ok: true,
          code: text,
          kind: 'badge',
        });
      }),
    );
  });
});

describe('ECI escapes are taken out', () => {
  test.each([
    ['where the AIM identifier declares them', ']Q2\\000026ABC123', 'ABC123'],
    ['wherever they stand then', ']Q2\\000026ABC\\000003123', 'ABC123'],
    ['and a doubled backslash is one', ']d4\\000026A\\\\000026', 'A\\000026'],
    ['at the front without an identifier', '\\000026ABC123', 'ABC123'],
  ])('%s', (_what, raw, expected) => {
    expect(code(parseCode(raw, 'auto'))).toBe(expected);
  });

  test.each([
    ['within, without an identifier', 'ABC\\000026'],
    ['no character set that is assigned', '\\000099ABC'],
    ['seven digits that are something else', '\\1000026ABC'],
  ])('but not %s', (_what, raw) => {
    expect(code(parseCode(raw, 'auto'))).toBe(raw);
    expect(code(parseCode(`]Q1${raw.startsWith('\\') ? 'x' : ''}${raw}`, 'auto'))).toContain(raw);
  });
});

describe('a part of a code is refused', () => {
  test.each([
    ['by structured append in Aztec', ']z6ABTEST-SA-1'],
    ['with its id in front', ']z6 ID ABTEST-SA-1'],
    ['of GS1', ']z7ABTEST-SA-1'],
    ['with ECIs', ']z9AB\\000026TEST-SA-1'],
    ['whatever else is declared', ']zBABTEST-SA-1'],
    ['with the header of a Macro PDF417', ']L1TEST-SA-1\\92800000\\725\\120'],
    ['with a header in front', ']L1\\92800000TEST-SA-1'],
    ['with an escape that is none of ECI', ']d4\\MI1TEST-SA-1'],
    ['that ends in the middle of an escape', ']Q2TEST-SA-1\\0000'],
  ])('%s', (_what, raw) => {
    expect(reason(parseCode(raw, 'auto'))).toBe('control-characters');
  });

  test.each([
    ['an Aztec code that is whole', ']z0ABTEST-SA-1', 'ABTEST-SA-1'],
    ['an Aztec rune', ']zC025', '025'],
    ['backslashes where no ECIs are declared', ']L2A\\92800000', 'A\\92800000'],
  ])('and %s is not', (_what, raw, expected) => {
    expect(code(parseCode(raw, 'auto'))).toBe(expected);
  });
});

describe('only white space is taken off what no scanner has sent', () => {
  test.each([
    ['what looks like an AIM identifier', ']Q1ABC'],
    ['what looks like one that declares a part', ']z6ABC'],
    ['what looks like a character set', '\\000026ABC'],
    ['both', ']Q2\\000026ABC\\\\'],
  ])('%s', (_what, text) => {
    expect(code(parseCode(` ${text}\n`, 'auto', null))).toBe(text);
  });

  test('so what looks like an AIM identifier hides the prefix of attendance', () => {
    const kind = (added: null | undefined) =>
      parseCode(']Q1confera-attendance:DAY1', 'auto', added);
    expect(kind(null)).toMatchObject({ kind: 'badge' });
    expect(kind(undefined)).toMatchObject({ kind: 'attendance' });
  });
});

describe('what a scanner is set to add to every code is taken off', () => {
  const around = { prefix: 'BADGE:', suffix: '#' };
  test.each([
    ['both', 'BADGE:ABC#', 'ABC'],
    ['before the AIM identifier', 'BADGE:]Q1ABC#', 'ABC'],
    ['after the AIM identifier', ']Q1BADGE:ABC#\r\n', 'ABC'],
    ['the prefix alone', 'BADGE:ABC', 'ABC'],
    ['once', 'BADGE:BADGE:ABC##', 'BADGE:ABC#'],
    ['nothing where another scanner sent none', 'ABC', 'ABC'],
    ['nothing that stands within', 'ABC#DEF', 'ABC#DEF'],
  ])('%s', (_what, raw, expected) => {
    expect(code(parseCode(raw, 'auto', around))).toBe(expected);
  });

  test('control characters, too', () => {
    const around = { prefix: '\u0002', suffix: '\u0003' };
    expect(code(parseCode('\u0002ABC\u0003\r', 'auto', around))).toBe('ABC');
    expect(reason(parseCode('\u0002ABC\u0003', 'auto'))).toBe('control-characters');
  });

  test('a code that is nothing else is empty', () => {
    expect(reason(parseCode('BADGE:#', 'auto', around))).toBe('empty');
  });
});

test.each([
  [']Q1ABC', ']Q1'],
  ['BADGE:]C0ABC', ']C0'],
  ['ABC', null],
])('the AIM identifier of %s is %s', (raw, expected) => {
  expect(aimIdentifierOf(raw, { prefix: 'BADGE:', suffix: '' })).toBe(expected);
});

describe('nothing to send', () => {
  test.each([
    ['nothing', ''],
    ['spaces', '   '],
    ['a line end', '\r\n'],
    ['an AIM identifier alone', ']Q1'],
    ['an AIM identifier and spaces', ' ]Q1  '],
    ['what nobody sees', '\u200b\u200e \ufeff'],
  ])('%s is empty', (_what, raw) => {
    expect(reason(parseCode(raw, 'auto'))).toBe('empty');
  });
});

describe('the longest code', () => {
  test('has 512 characters', () => {
    expect(MAX_CODE_LENGTH).toBe(512);
    expect(parseCode('A'.repeat(512), 'auto').ok).toBe(true);
    expect(reason(parseCode('A'.repeat(513), 'auto'))).toBe('too-long');
  });

  test('is counted in characters, not in UTF-16 units', () => {
    expect(parseCode('😀'.repeat(512), 'auto').ok).toBe(true);
    expect(reason(parseCode('😀'.repeat(513), 'auto'))).toBe('too-long');
    expect(parseCode(`${'A'.repeat(511)}😀`, 'auto').ok).toBe(true);
  });

  test('is counted without what the scanner put around it', () => {
    expect(parseCode(`  ]Q1${'A'.repeat(512)}\r\n`, 'auto').ok).toBe(true);
  });
});

describe('a garbled code is refused', () => {
  test.each([
    ['NUL', 'ABC\x0a3'],
    ['a line end within', 'ABC\n123'],
    ['a carriage return within', 'ABC\r123'],
    ['a tab within', 'ABC\t123'],
    ['the group separator', 'ABC\u001d123'],
    ['a group separator at the end', 'ABC\u001d'],
    ['escape at the start', '\u001bABC'],
    ['delete', 'ABC\u007f'],
    ['next line, a C1 control', 'ABC\u0085'],
    ['the last C1 control', 'A\u009fB'],
    ['a line separator within', 'ABC\u2028123'],
    ['a paragraph separator within', 'ABC\u2029123'],
    ['the replacement character', 'ABC\ufffd123'],
    ['a high surrogate alone', 'ABC\ud83d'],
    ['a low surrogate alone', '\ude00ABC'],
    ['surrogates the wrong way round', 'A\ude00\ud83dB'],
    ['a control character after the AIM identifier', ']Q1\u0004ABC'],
  ])('for %s', (_what, raw) => {
    expect(reason(parseCode(raw, 'auto'))).toBe('control-characters');
  });
});

describe('the kind of check-in', () => {
  test.each<[Mode, string, string]>([
    ['auto', 'ABC123', 'badge'],
    ['auto', 'confera-attendance:DAY1-XYZ', 'attendance'],
    ['auto', 'Confera-Attendance:DAY1-XYZ', 'attendance'],
    ['auto', 'CONFERA-ATTENDANCE:DAY1-XYZ', 'attendance'],
    ['auto', ']Q1confera-attendance:DAY1-XYZ', 'attendance'],
    ['auto', 'confera-attendance', 'badge'],
    ['auto', 'x-confera-attendance:DAY1', 'badge'],
    ['badge', 'ABC123', 'badge'],
    ['badge', 'confera-attendance:DAY1-XYZ', 'badge'],
    ['attendance', 'ABC123', 'attendance'],
    ['attendance', 'confera-attendance:DAY1-XYZ', 'attendance'],
  ])('in mode %s of %s is %s', (mode, raw, kind) => {
    expect(parseCode(raw, mode)).toMatchObject({ ok: true, kind });
  });
});

test('whatever is read, a code that is accepted can be sent', () => {
  const raw = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary-ascii' }));
  fc.assert(
    fc.property(raw, (text) => {
      const parsed = parseCode(text, 'auto');
      if (!parsed.ok) return;
      expect(parsed.code).not.toBe('');
      expect(parsed.code).not.toMatch(/\p{Cc}/u);
      expect(text).toContain(parsed.code);
    }),
    { numRuns: 1000 },
  );
});

test.each([
  ['whole', JOIN_LINE],
  ['with its name', `KIOSK_HUB_JOIN=${JOIN_LINE}`],
  ['after a prefix of the scanner', `]Q1${JOIN_LINE}`],
  ['typed with Caps Lock on', JOIN_LINE.toUpperCase()],
  ['cut off within its secrets', JOIN_LINE.slice(0, -50)],
])('a line for a hub is no badge’s code: %s', (_what, line) => {
  expect(reason(parseCode(line, 'auto'))).toBe('control-characters');
});

test('a badge whose code begins like a line for a hub is a badge', () => {
  expect(code(parseCode('hub1.4711', 'auto'))).toBe('hub1.4711');
});
