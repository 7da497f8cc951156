// A visitor's code was spread over two symbols of the badge, and the half that was read first was another person's code:
// that person was checked in.
import { expect, test } from 'vitest';
import type { CameraView } from '../e2e/fixtures/fake-camera-video.ts';
import { cameraRunsFor, codesSent, shareKioskToShow } from '../e2e/fixtures/film-kiosk.ts';
import { outcomeIs } from '../e2e/fixtures/page-marks.ts';
import { PIN } from '../e2e/fixtures/running-kiosk.ts';
import { openScannerTest } from '../e2e/fixtures/staff-area.ts';
import { FIRST_PART, firstOfTwo } from '../fixtures/drawn-symbols.ts';
import { WORDS } from '../fixtures/words.ts';

const FORMATS = ['qr', 'data-matrix', 'aztec', 'pdf417'] as const;
const KINDS = {
  qr: 'QR Code',
  'data-matrix': 'Data Matrix',
  aztec: 'Aztec',
  pdf417: 'PDF417',
} as const;
const EMPTY: CameraView = { code: null };
/** Until what was shown before counts as gone: all of these symbols have the same text. */
const GONE_MS = 2000;
/** As long as a person holds a badge up. */
const HELD_MS = 1500;

const shared = shareKioskToShow({ KIOSK_CODE_FORMATS: FORMATS.join(',') });

test.each(FORMATS)(
  'the first of two symbols checks nobody in, alone or beside a whole code: %s',
  async (format) => {
    const kiosk = await shared();
    const { page, show } = kiosk;
    const before = codesSent(kiosk);
    const part = firstOfTwo(format);
    const whole = `TEST-WHOLE-${format}`;
    // Whoever has only a part is told so.
    show({ code: part });
    await outcomeIs(page, 'unreadable');
    show({ code: whole, middle: 0.25, beside: { code: part, size: 0.7 } });
    await outcomeIs(page, 'checked-in');
    await cameraRunsFor(kiosk, HELD_MS);
    show(EMPTY);
    await cameraRunsFor(kiosk, GONE_MS);
    expect(codesSent(kiosk)).toEqual([...before, whole].toSorted());
  },
);

test('staff can see why', async () => {
  const { page, show, ...kiosk } = await shared();
  await openScannerTest(page, PIN);
  const camera = { name: WORDS.scannerTest.tryCamera, exact: true };
  await page.getByRole('button', camera).click();
  for (const format of FORMATS) {
    show({ code: firstOfTwo(format) });
    const tried = page
      .locator('[data-source="camera"][data-accepted="false"]')
      .filter({ hasText: FIRST_PART })
      .filter({ hasText: KINDS[format] });
    await tried.first().waitFor();
    expect(await tried.first().locator('[data-row="doubt"] dd').innerText()).toBe(
      WORDS.scannerTest.doubt.part,
    );
    show(EMPTY);
    await cameraRunsFor({ page }, GONE_MS);
  }
  expect(codesSent(kiosk)).toEqual(FORMATS.map((format) => `TEST-WHOLE-${format}`).toSorted());
}, 90_000);
