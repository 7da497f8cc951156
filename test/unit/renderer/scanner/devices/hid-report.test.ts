import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addPart,
  joinParts,
  readReport,
  type ScannedPart,
  scannedDataReports,
} from '../../../../../renderer/scanner/devices/hid-report.ts';
import { parseCode } from '../../../../../shared/scan/parse-code.ts';
import { collectionsOf } from './hid-descriptor.ts';

/** Report 2 has a length, three bytes of symbology, 56 of data, two for the maker, and a flag in the last byte. */
const COMMON = `
  05 8c 09 02 a1 01
    09 12 a1 02 85 02 15 00 26 ff 00 75 08 95 01 05 01 09 3b 81 02
    05 8c 95 03 09 fb 09 fc 09 fd 81 02
    95 38 09 fe 82 02 01
    06 66 ff 95 02 09 04 09 00 81 02
    05 8c 25 01 75 01 95 08 09 ff 81 02 c0
    09 14 a1 02 85 04 09 00 15 00 25 01 75 01 95 08 91 02 c0
  c0`;

/** A report without a length, with the symbology as a range of usages and the flag before the data. */
const WITHOUT_LENGTH = `
  05 8c 09 02 a1 01 85 03 15 00 26 ff 00
    75 01 95 01 09 ff 81 02 95 07 81 03
    75 08 95 03 19 fb 29 fd 81 02
    95 20 09 fe 81 02
  c0`;

/** A report of data alone, without an id. */
const BARE = '05 8c 09 02 a1 01 15 00 26 ff 00 75 08 95 10 09 fe 81 02 c0';

const layoutOf = (hex: string) => {
  const [layout, ...others] = scannedDataReports(collectionsOf(hex));
  if (!layout || others.length > 0) throw new Error('One report was expected');
  return layout;
};
const bytesOf = (hex: string) => {
  const bytes = Uint8Array.from(hex.match(/[0-9a-f]{2}/gi) ?? [], (pair) =>
    Number.parseInt(pair, 16),
  );
  return new DataView(bytes.buffer);
};
const ascii = (text: string) => Buffer.from(text).toString('hex');
const read = (descriptor: string, ...reports: string[]) =>
  joinParts(reports.map((report) => readReport(layoutOf(descriptor), bytesOf(report))));

describe('the layout of a report', () => {
  test('is found by usages', () => {
    expect(layoutOf(COMMON)).toEqual({
      reportId: 2,
      countAt: { bit: 0, size: 8 },
      symbologyAt: [8, 16, 24],
      dataAt: 32,
      dataSize: 56,
      continuedAt: 8 * 62,
    });
    expect(layoutOf(WITHOUT_LENGTH)).toEqual({
      reportId: 3,
      countAt: null,
      symbologyAt: [8, 16, 24],
      dataAt: 32,
      dataSize: 32,
      continuedAt: 0,
    });
    expect(layoutOf(BARE)).toMatchObject({ reportId: 0, dataSize: 16, continuedAt: null });
  });

  test.each([
    ['a keyboard', '05 01 09 06 a1 01 05 07 19 e0 29 e7 75 01 95 08 81 02 c0'],
    ['a scanner without scanned data', '05 8c 09 02 a1 01 85 05 09 14 75 08 95 01 81 02 c0'],
  ])('%s has none', (_, descriptor) => {
    expect(scannedDataReports(collectionsOf(descriptor))).toEqual([]);
  });

  test('is that of the scanner where a keyboard is in the same device', () => {
    const keyboard = '05 01 09 06 a1 01 85 01 05 07 19 e0 29 e7 75 01 95 08 81 02 c0';
    expect(layoutOf(keyboard + COMMON)).toEqual(layoutOf(COMMON));
  });
});

describe('a report, byte by byte', () => {
  const common = (count: number, aim: string, data: string, flag = '00') =>
    [count.toString(16).padStart(2, '0'), ascii(aim), data.padEnd(112, '0'), '7300', flag].join('');

  test.each<[string, string, string[], string]>([
    ['a QR code', COMMON, [common(10, ']Q1', ascii('BADGE-0042'))], ']Q1BADGE-0042'],
    ['a Code 128', COMMON, [common(4, ']C0', ascii('A1B2'))], ']C0A1B2'],
    ['letters beyond ASCII', COMMON, [common(8, ']Q1', ascii('é登録'))], ']Q1é登録'],
    ['no symbology', COMMON, [common(3, '\0\0\0', ascii('ABC'))], 'ABC'],
    ['one of the maker’s own', COMMON, [common(3, 'QR1', ascii('ABC'))], 'ABC'],
    ['zeros that belong to it', COMMON, [common(4, ']Q1', '41004200')], ']Q1A\0B\0'],
    ['a line end', COMMON, [common(5, ']Q1', '4142430d0a')], ']Q1ABC\r\n'],
    ['an identifier in the data, too', COMMON, [common(6, ']Q1', ascii(']Q1ABC'))], ']Q1ABC'],
    [
      'a length beyond the report',
      COMMON,
      [common(255, ']Q1', ascii('A'.repeat(56)))],
      `]Q1${'A'.repeat(56)}`,
    ],
    [
      'a code in three parts',
      COMMON,
      [
        common(56, ']Q1', ascii('A'.repeat(56)), '01'),
        common(56, ']Q1', ascii('B'.repeat(56)), 'ff'),
        common(1, ']Q1', ascii('C'), 'fe'),
      ],
      `]Q1${'A'.repeat(56)}${'B'.repeat(56)}C`,
    ],
    [
      'a letter that two parts share',
      COMMON,
      [common(56, ']Q1', `${ascii('A'.repeat(55))}c3`, '01'), common(1, ']Q1', 'a9')],
      `]Q1${'A'.repeat(55)}é`,
    ],
    ['bytes that are no UTF-8', COMMON, [common(3, ']Q1', '41e942')], ']Q1A\ufffdB'],
    ['no length', WITHOUT_LENGTH, [`00${ascii(']Q1ABC').padEnd(70, '0')}`], ']Q1ABC'],
    [
      'no length, in parts',
      WITHOUT_LENGTH,
      [`01${ascii(`]Q1${'A'.repeat(32)}`)}`, `00${ascii(']Q1B').padEnd(70, '0')}`],
      `]Q1${'A'.repeat(32)}B`,
    ],
    ['data alone', BARE, [ascii('BADGE-1').padEnd(32, '0')], 'BADGE-1'],
    ['a report that the system has cut', BARE, [ascii('BADGE-1')], 'BADGE-1'],
    ['nothing', COMMON, [common(0, ']Q1', '')], ']Q1'],
  ])('of %s', (_, descriptor, reports, raw) => {
    expect(read(descriptor, ...reports)).toBe(raw);
  });

  test('says whether more follows', () => {
    const part = (flag: string): ScannedPart =>
      readReport(layoutOf(COMMON), bytesOf(common(1, ']Q1', '41', flag)));
    expect(part('01').continued).toBe(true);
    expect(part('00').continued).toBe(false);
    expect(part('02').continued).toBe(false);
  });

  test('of any code, cut into any parts, is read exactly', () => {
    const code = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 512 });
    fc.assert(
      fc.property(code, fc.integer({ min: 1, max: 56 }), (text, size) => {
        const bytes = Buffer.from(text);
        const count = Math.ceil(bytes.length / size);
        const reports = Array.from({ length: count }, (_, index) => {
          const part = bytes.subarray(index * size, (index + 1) * size);
          return common(part.length, ']Q1', part.toString('hex'), index < count - 1 ? '01' : '00');
        });
        expect(read(COMMON, ...reports)).toBe(text.startsWith(']Q1') ? text : `]Q1${text}`);
      }),
      { numRuns: 50 },
    );
  });
});

describe('a code in parts of 8 bytes', () => {
  const parse = (code: string) => {
    const bytes = Buffer.from(code);
    let parts: readonly ScannedPart[] = [];
    for (let at = 0; at < bytes.length; at += 8) {
      const data = bytes.subarray(at, at + 8);
      parts = addPart(parts, { aim: ']Q1', data, continued: at + 8 < bytes.length });
    }
    return parseCode(joinParts(parts), 'badge');
  };

  test.each([
    ['is read as long as it may be', 'A'.repeat(512)],
    ['is read as long as it may be, of characters of three bytes', '登'.repeat(512)],
  ])('%s', (_, code) => {
    expect(parse(code)).toMatchObject({ ok: true, code });
  });

  test.each([513, 520, 1000, 5000])('is refused with %i characters, not cut', (length) => {
    expect(parse('A'.repeat(length))).toEqual({ ok: false, reason: 'too-long' });
  });

  test.each([' ', '\u200b', '\\000026'])(
    'is refused behind ever so many %j, not cut',
    (nothing) => {
      expect(parse(`${nothing.repeat(5000)}ABC-123`)).toEqual({ ok: false, reason: 'too-long' });
    },
  );

  test('takes no room for parts without anything in them', () => {
    const nothing = { aim: '', data: new Uint8Array(), continued: true };
    const parts = Array.from({ length: 9 }, () => nothing).reduce(
      addPart,
      [] as readonly ScannedPart[],
    );
    expect(parts).toHaveLength(1);
  });
});
