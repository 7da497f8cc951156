// Visitors whose badges were printed with accented letters in an older character set were looked up under Chinese
// characters and refused, and so was somebody whose code began like what a scanner puts before a code.
import { describe, expect, test } from 'vitest';
import type { Printed } from '../e2e/fixtures/fake-camera-video.ts';
import { codesSent, type ShownKiosk, shareKioskToShow } from '../e2e/fixtures/film-kiosk.ts';
import { outcomeIs } from '../e2e/fixtures/page-marks.ts';
import { until } from '../e2e/fixtures/until.ts';
import { undeclaredBytes } from '../fixtures/drawn-symbols.ts';

const FORMATS = ['data-matrix', 'aztec', 'pdf417', 'code-128'] as const;

/** Shows a code that is refused, and then a badge that gets in, so that the refused one has surely been dealt with. */
async function isRefused(kiosk: ShownKiosk, code: Printed, next: string): Promise<void> {
  // The widest of them has just room enough.
  kiosk.show({ code, middle: 0.5 });
  await outcomeIs(kiosk.page, 'unreadable');
  await isSent(kiosk, next, next);
  await outcomeIs(kiosk.page, 'checked-in');
}

async function isSent(kiosk: ShownKiosk, code: Printed, text: string): Promise<void> {
  kiosk.show({ code });
  await until(() => expect(codesSent(kiosk)).toContain(text), 20_000);
}

describe('bytes are sent as the text that they are, or not at all', () => {
  const withQr = shareKioskToShow();

  test('in a QR code', async () => {
    const exact = ['Grüße-登録', ']Q1TEST-AIM', '\\000026TEST-ECI'];
    const kiosk = await withQr();
    await isRefused(kiosk, Buffer.from('ééécéé jj', 'latin1'), 'TEST-1');
    await isRefused(kiosk, Buffer.from('4241ff31', 'hex'), 'TEST-2');
    for (const text of exact) await isSent(kiosk, Buffer.from(text), text);
    await isSent(kiosk, 'TEST-LAST', 'TEST-LAST');
    expect(codesSent(kiosk)).toEqual([...exact, 'TEST-1', 'TEST-2', 'TEST-LAST'].toSorted());
  }, 90_000);

  describe.each(FORMATS)('in a code of another kind: %s', (format) => {
    // Each kind more that is looked for makes every look longer.
    const withFormat = shareKioskToShow({ KIOSK_CODE_FORMATS: `qr,${format}` });

    test('no byte is guessed', async () => {
      const kiosk = await withFormat();
      await isRefused(kiosk, undeclaredBytes(format), 'TEST-NEXT');
      expect(codesSent(kiosk)).toEqual(['TEST-NEXT']);
    });
  });
});
