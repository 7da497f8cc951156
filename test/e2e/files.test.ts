import { unzipSync } from 'fflate';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { WORDS } from '../fixtures/words.ts';
import { describeOnEveryDriver } from './drivers/every-driver.ts';
import { outcomeIs } from './fixtures/page-marks.ts';
import { PIN, runScanningKiosk } from './fixtures/running-kiosk.ts';
import { openStaff } from './fixtures/staff-area.ts';
import { until } from './fixtures/until.ts';

const SAY = WORDS.files;

/** Opens the page of files. */
async function openFiles(page: Page) {
  await openStaff(page, PIN);
  await page.getByRole('tab', { name: WORDS.staff.files, exact: true }).click();
  await page.getByRole('heading', { name: SAY.scans, exact: true }).waitFor();
}

/** Presses a button, and gives the name of the file that the page then tells. A shell tells the whole path. */
async function saved(page: Page, button: string, name: RegExp): Promise<string> {
  await page.getByRole('button', { name: button, exact: true }).click();
  const told = page.locator('.files .told');
  await until(async () => expect(await told.textContent()).toMatch(name));
  return name.exec((await told.textContent()) ?? '')?.[0] ?? '';
}

describeOnEveryDriver('the page of files', (driver) => {
  it('saves the scans, the refusals and the diagnostics', async () => {
    const { page, scanner, downloaded } = await runScanningKiosk(driver, {
      env: { KIOSK_LOCATION: 'gate-a', KIOSK_DEVICE_ID: 'gate-7' },
    });
    await scanner.scan('BADGE-1');
    await outcomeIs(page, 'checked-in');
    await scanner.scan('BADGE-UNKNOWN');
    await outcomeIs(page, 'rejected');
    await openFiles(page);

    const scans = await saved(page, SAY.exportScans, /scans-gate-7-all-[\d-]+\.csv/);
    const table = await until(() => downloaded(scans));
    expect(table.split('\r\n')).toHaveLength(4);
    expect(table).toContain('"BADGE-UNKNOWN"');
    expect(table).not.toContain('"BADGE-1"');
    expect(await page.locator('.files .told').textContent()).toContain(SAY.holds({ count: 2 }));

    const day = page.getByLabel(SAY.day, { exact: true });
    await until(async () => expect(await day.locator('option').count()).toBe(2));
    await day.selectOption({ index: 1 });
    const refusals = await saved(page, SAY.exportRefusals, /refusals-gate-7-[\d-]+\.csv/);
    expect((await until(() => downloaded(refusals))).split('\r\n')).toHaveLength(3);

    const zip = await saved(page, SAY.makeDiagnostics, /diagnostics-gate-7-[\d-]+\.zip/);
    const bytes = await until(() => downloaded(zip, 'latin1'));
    const names = Object.keys(unzipSync(Buffer.from(bytes, 'latin1')));
    expect(names).toEqual(expect.arrayContaining(['database.json', 'logs/kiosk.log']));
  });
});
