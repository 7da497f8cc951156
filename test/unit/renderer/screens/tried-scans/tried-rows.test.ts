import { expect, test } from 'vitest';
import type { ScannerReading } from '../../../../../renderer/scanner/scanner-reading.ts';
import { triedRows } from '../../../../../renderer/screens/tried-scans/tried-rows.ts';
import { WORDS } from '../../../../fixtures/words.ts';
import { aState } from '../../a-state.ts';

const SAY = WORDS.scannerTest;

/** The rows of a scan, each as its name and its text. */
function rowsOf(reading: Partial<Pick<ScannerReading, 'raw' | 'camera'>>, settings = {}) {
  const { scanner } = aState();
  const { isAccepted, rows } = triedRows(
    WORDS,
    { raw: '', wedge: null, camera: null, ...reading },
    { ...scanner, ...settings },
  );
  return { isAccepted, ...Object.fromEntries(rows.map(({ row, text }) => [row, text])) };
}

const seen = (doubt: 'part' | 'not-text' | null) => ({ aim: ']Q1', ms: 12.34, doubt });

test('a code of a scanner loses what the scanner adds before it is sent', () => {
  expect(rowsOf({ raw: '*BADGE-1' }, { prefix: '*' })).toEqual({
    isAccepted: true,
    sent: 'Badge BADGE-1',
    raw: '*BADGE-1',
    symbology: SAY.symbologyUnknown,
  });
});

test('a code that the camera reads is sent as it is, with the time that it took to read', () => {
  expect(rowsOf({ raw: '*BADGE-1', camera: seen(null) }, { prefix: '*' })).toEqual({
    isAccepted: true,
    sent: 'Badge *BADGE-1',
    raw: '*BADGE-1',
    symbology: ']Q1 QR Code',
    decoding: '12.3 ms',
  });
});

test.each(['part', 'not-text'] as const)(
  'a code that is refused because it is “%s” is no badge’s code, whatever stands in for what is missing',
  (doubt) => {
    expect(rowsOf({ raw: 'BADGE-\ufffd', camera: seen(doubt) })).toMatchObject({
      isAccepted: false,
      sent: SAY.refused({ reason: SAY.notABadge }),
      raw: 'BADGE-‹U+FFFD›',
      doubt: SAY.doubt[doubt],
    });
  },
);

test('a text that a check-in would refuse tells why', () => {
  expect(rowsOf({ raw: 'x'.repeat(513) })).toMatchObject({
    isAccepted: false,
    sent: SAY.refused({ reason: WORDS.staff.reason['too-long'] }),
  });
});
