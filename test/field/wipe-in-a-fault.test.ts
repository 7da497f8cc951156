/**
 * A kiosk could not start, and staff wanted to wipe it: it said that one scan waited, which nobody had counted, and
 * asked for the PIN again whenever they tried to export it.
 */
import path from 'node:path';
import Database from 'better-sqlite3';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { describeOnEveryDriver } from '../e2e/drivers/every-driver.ts';
import { exportedFile } from '../e2e/fixtures/exported-file.ts';
import { outcomeIs, screenIs } from '../e2e/fixtures/page-marks.ts';
import { provisionedFolder } from '../e2e/fixtures/provisioned-folder.ts';
import { KEY, PIN, runKiosk, runSimulator } from '../e2e/fixtures/running-kiosk.ts';
import { WedgeScanner } from '../e2e/fixtures/scanner.ts';
import { enterPin, field, openPinPad } from '../e2e/fixtures/staff-area.ts';
import { until } from '../e2e/fixtures/until.ts';
import { holdDatabase } from '../fixtures/hold-database.ts';
import { WORDS } from '../fixtures/words.ts';

const SAY = WORDS.wipe;

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

async function askToWipe(page: Page) {
  await openPinPad(page);
  await enterPin(page, PIN);
  await field(page, 'baseUrl').waitFor();
  await press(page, SAY.open);
  await press(page, SAY.confirm);
}

describeOnEveryDriver('wiping a kiosk that can’t start', (driver) => {
  /** The folder of a kiosk on which two scans wait. */
  async function folderWithScans() {
    const simulator = await runSimulator();
    const settings = { baseUrl: simulator.url, location: 'gate-a', timeoutMs: '1000' };
    const dataDir = await provisionedFolder({ settings, apiKey: KEY, pin: PIN });
    const { page, close } = await runKiosk(driver, { dataDir });
    await screenIs(page, 'scan');
    simulator.setFaults([{ fault: { kind: 'reset-before' }, on: 'all' }]);
    const scanner = await WedgeScanner.attachTo(page);
    for (const code of ['TEST-WAITS-1', 'TEST-WAITS-2']) {
      await scanner.scan(code);
      await outcomeIs(page, 'queued');
    }
    await page.locator('[data-queued="2"]').waitFor();
    await close();
    return dataDir;
  }

  it('counts and exports what waits, where the database can be read', async () => {
    const dataDir = await folderWithScans();
    await holdDatabase(dataDir);
    const { page, downloaded } = await runKiosk(driver, { dataDir });
    await screenIs(page, 'fault');
    await askToWipe(page);
    await page.getByRole('heading', { name: SAY.waiting({ count: 2 }) }).waitFor();
    await press(page, SAY.export);
    const file = await exportedFile(page);
    const csv = await until(() => downloaded(file));
    expect(csv).toContain('"TEST-WAITS-1"');
    expect(csv).toContain('"TEST-WAITS-2"');
    await press(page, SAY.confirmLoss({ count: 2 }));
    await page.getByRole('heading', { name: WORDS.setup.headline }).waitFor();
  });

  it('says that nobody can count them, where it can’t be read, and still wipes', async () => {
    const dataDir = await folderWithScans();
    const db = new Database(path.join(dataDir, 'kiosk.db'));
    db.pragma('user_version = 99');
    db.close();
    const { page } = await runKiosk(driver, { dataDir });
    await screenIs(page, 'fault');
    await askToWipe(page);
    await page.getByRole('heading', { name: SAY.waitingUncounted }).waitFor();
    await page.getByText(SAY.waitingUnknown, { exact: true }).waitFor();
    await press(page, SAY.export);
    await page.getByText(WORDS.notNow.unreadable, { exact: true }).waitFor();
    // Staff stay where they are: no PIN would mend it.
    expect(await page.locator('.pin-pad').count()).toBe(0);
    if (process.env.KIOSK_SHOT) await page.screenshot({ path: process.env.KIOSK_SHOT });
    await press(page, SAY.confirmLossUncounted);
    await page.getByRole('heading', { name: WORDS.setup.headline }).waitFor();
  });
});
