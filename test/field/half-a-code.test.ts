// A visitor's code was spread over two symbols of the badge, and the half that was read first was another person's code:
// that person was checked in.
import { expect, test } from 'vitest';
import type { BadgeScene } from '../e2e/fixtures/fake-camera-video.ts';
import { codesSent, kioskThatSees, outcomesOf } from '../e2e/fixtures/film-kiosk.ts';
import { PIN } from '../e2e/fixtures/running-kiosk.ts';
import { watchResults } from '../e2e/fixtures/shown-results.ts';
import { openScannerTest } from '../e2e/fixtures/staff-area.ts';
import { until } from '../e2e/fixtures/until.ts';
import { FIRST_PART, firstOfTwo } from '../fixtures/drawn-symbols.ts';
import { WORDS } from '../fixtures/words.ts';

const EMPTY: BadgeScene = { code: null, ms: 2000 };
const WHOLE = 'TEST-WHOLE-1';

test.each(['qr', 'data-matrix', 'aztec', 'pdf417'] as const)(
  'the first of two symbols checks nobody in, alone or beside a whole code: %s',
  async (format) => {
    const part = firstOfTwo(format);
    const kiosk = await kioskThatSees(
      [
        EMPTY,
        { code: part, ms: 2500 },
        EMPTY,
        { code: WHOLE, middle: 0.25, ms: 1500, beside: { code: part, size: 1 } },
      ],
      { KIOSK_CODE_FORMATS: 'qr,data-matrix,aztec,pdf417' },
    );
    const results = await watchResults(kiosk.page);
    await until(() => expect(outcomesOf(kiosk)).toContain('already-checked-in'), 50_000);
    expect(codesSent(kiosk)).toEqual([WHOLE]);
    // Whoever has only a part is told so, and staff can see why.
    expect((await results()).map(({ mark }) => mark)).toContain('unreadable');

    await openScannerTest(kiosk.page, PIN);
    const camera = { name: WORDS.scannerTest.tryCamera, exact: true };
    await kiosk.page.getByRole('button', camera).click();
    const tried = kiosk.page
      .locator('[data-source="camera"][data-accepted="false"]')
      .filter({ hasText: FIRST_PART });
    await tried.first().waitFor();
    expect(await tried.first().locator('[data-row="doubt"] dd').innerText()).toBe(
      WORDS.scannerTest.doubt.part,
    );
  },
  90_000,
);
