// Kiosks were set up on machines whose zone was another one than the venue's: visitors saw the wrong time on the screen, and
// staff looked in vain for a scan at the minute that a visitor named.

import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { describeOnEveryDriver } from '../e2e/drivers/every-driver.ts';
import { board, session } from '../e2e/fixtures/idle-programme.ts';
import { outcomeIs, screenIs } from '../e2e/fixtures/page-marks.ts';
import { PIN, readySettings, runKiosk, runSimulator } from '../e2e/fixtures/running-kiosk.ts';
import { readScan } from '../e2e/fixtures/scan-log.ts';
import { WedgeScanner } from '../e2e/fixtures/scanner.ts';
import { openStaff } from '../e2e/fixtures/staff-area.ts';
import { until } from '../e2e/fixtures/until.ts';

/** Three quarters of an hour beside the full hour, so that no minute is the same in both. */
const VENUE = 'Pacific/Chatham';
const MACHINE = 'America/Bogota';

/** A time of day as this page writes it. */
const inZone = (page: Page, at: number, seconds: boolean) =>
  page.evaluate(
    ({ at, seconds, timeZone }) =>
      new Intl.DateTimeFormat(undefined, {
        timeStyle: seconds ? 'medium' : 'short',
        timeZone,
      }).format(at),
    { at, seconds, timeZone: VENUE },
  );

describeOnEveryDriver('on a machine of another zone', (driver) => {
  it('the screen, the programme and the staff’s table have the venue’s time', async () => {
    const simulator = await runSimulator();
    const talk = session('What a harbour hears', 'Quay', 2, 3);
    simulator.setConference({ events: [talk] });
    const { page, ...kiosk } = await runKiosk(driver, {
      env: { ...readySettings(simulator), KIOSK_TIME_ZONE: VENUE, TZ: MACHINE },
    });
    await screenIs(page, 'scan');
    const machine = await page.evaluate(() => Intl.DateTimeFormat().resolvedOptions().timeZone);
    expect(machine).toBe(MACHINE);
    await until(async () => {
      const shown = await page.locator('.clock').textContent();
      expect(shown).toBe(await inZone(page, Date.now(), false));
    });
    const begins = await board(page).locator('.when').textContent();
    expect(begins).toContain(await inZone(page, Date.parse(talk.start_at), false));

    const scanner = await WedgeScanner.attachTo(page);
    await scanner.scan('TEST-1');
    const scanId = await outcomeIs(page, 'checked-in');
    const scannedAt = readScan(kiosk, scanId)?.scanned_at ?? 0;
    await openStaff(page, PIN);
    const row = page.locator(`tr[data-scan-id="${scanId}"] td`).first();
    expect(await row.textContent()).toBe(await inZone(page, scannedAt, true));
  });
});
