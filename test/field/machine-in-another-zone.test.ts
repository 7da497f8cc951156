// Kiosks were set up on machines whose zone was another one than the venue's: visitors saw the wrong time on the screen, and
// staff looked in vain for a scan at the minute that a visitor named.

import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { describeOnEveryDriver } from '../e2e/drivers/every-driver.ts';
import { outcomeIs } from '../e2e/fixtures/page-marks.ts';
import { PIN, runScanningKiosk } from '../e2e/fixtures/running-kiosk.ts';
import { readScan } from '../e2e/fixtures/scan-log.ts';
import { openStaff } from '../e2e/fixtures/staff-area.ts';
import { until } from '../e2e/fixtures/until.ts';

/** No machine of ours stands here. */
const ZONE = 'Pacific/Chatham';

/** A time of day as this page writes it. */
const inZone = (page: Page, at: number, seconds: boolean) =>
  page.evaluate(
    ({ at, seconds, timeZone }) =>
      new Intl.DateTimeFormat(undefined, {
        timeStyle: seconds ? 'medium' : 'short',
        timeZone,
      }).format(at),
    { at, seconds, timeZone: ZONE },
  );

describeOnEveryDriver('on a machine of another zone', (driver) => {
  it('the screen and the staff’s table have the venue’s time', async () => {
    const { page, scanner, ...kiosk } = await runScanningKiosk(driver, {
      env: { KIOSK_TIME_ZONE: ZONE },
    });
    await until(async () => {
      const shown = await page.locator('.clock').textContent();
      expect(shown).toBe(await inZone(page, Date.now(), false));
    });
    await scanner.scan('TEST-1');
    const scanId = await outcomeIs(page, 'checked-in');
    const scannedAt = readScan(kiosk, scanId)?.scanned_at ?? 0;
    await openStaff(page, PIN);
    const row = page.locator(`tr[data-scan-id="${scanId}"] td`).first();
    expect(await row.textContent()).toBe(await inZone(page, scannedAt, true));
  });
});
