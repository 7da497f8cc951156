import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { csvLine, textCell } from '../../../electron/kiosk/csv.ts';

/** Reads a file by RFC 4180, as strictly as it is written. */
function parsed(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gy;
  while (cell.lastIndex < text.length) {
    const found = cell.exec(text);
    if (!found) throw new Error('This is no CSV file');
    row.push(found[1]?.replaceAll('""', '"') ?? found[2] ?? '');
    if (found[3] === ',') continue;
    rows.push(row);
    row = [];
  }
  return rows;
}

const cells = fc.array(fc.string({ unit: 'binary' }), { minLength: 1, maxLength: 5 });

test('every line can be read back, whatever stands in it', () => {
  fc.assert(
    fc.property(fc.array(cells, { minLength: 1 }), (rows) => {
      expect(parsed(rows.map((row) => csvLine(row)).join(''))).toEqual(rows);
    }),
  );
});

test('numbers stand as they are, and what isn’t known is empty', () => {
  expect(csvLine(['a', 0, null, 1.5, 'say "so", he said'])).toBe(
    '"a",0,,1.5,"say ""so"", he said"\r\n',
  );
});

describe('a text from outside', () => {
  test.each([
    ['=1+1'],
    ['+49 30 1234'],
    ['-5'],
    ['@SUM(A1)'],
    ['\t=1+1'],
    ['\r=1+1'],
    [' =1+1'],
    ['＝1+1'],
    ['00012345'],
    ['12345678901234567890'],
    ['1E5'],
    ['2026-02-03'],
    ['.5'],
    ['TRUE'],
    ['Mar 5'],
    ["'already"],
  ])('%j becomes text by an apostrophe', (text) => {
    expect(textCell(text)).toBe(`'${text}`);
  });

  test.each([
    ['BADGE-1'],
    ['confera-attendance:DAY1-XYZ'],
    ['Gate A'],
    ['بوابة الشمال'],
    ['入口'],
    ['Marathon'],
    ['…0042'],
  ])('%j stays as it is', (text) => {
    expect(textCell(text)).toBe(text);
  });

  test('comes back when one apostrophe is taken off', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(textCell(text).replace(/^'/, '')).toBe(text);
      }),
    );
  });

  test('never begins as a formula does', () => {
    fc.assert(
      fc.property(fc.constantFrom(...'=+-@\t\r＝＋－＠'), fc.string(), (first, rest) => {
        expect(textCell(first + rest)[0]).toBe("'");
      }),
    );
  });
});
