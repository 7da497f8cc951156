import path from 'node:path';
import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';
import { WORDS } from '../fixtures/words.ts';
import { describeOnEveryDriver } from './drivers/every-driver.ts';
import type { KioskDriver } from './drivers/kiosk-driver.ts';
import { clickToEnd, screenIs } from './fixtures/page-marks.ts';
import {
  type KioskWithFolder,
  PIN,
  readySettings,
  runKiosk,
  runScanningKiosk,
  runSimulator,
} from './fixtures/running-kiosk.ts';
import { enterPin, field, openPinPad, openStaff } from './fixtures/staff-area.ts';

const SAY = WORDS.staff;

/** A shell ends; what a browser shows is ended where it was started, and says so. */
async function leave(driver: KioskDriver, { page, exited, close }: KioskWithFolder): Promise<void> {
  await clickToEnd(page.getByRole('button', { name: SAY.leave, exact: true }));
  if (driver.isShell) {
    expect(await exited).toBe(7);
    return;
  }
  await page.getByText(SAY.leaveElsewhere, { exact: true }).waitFor();
  expect(await close()).toBe(0);
}

describeOnEveryDriver('leaving the kiosk', (driver) => {
  it('takes the PIN', async () => {
    const kiosk = await runScanningKiosk(driver);
    await openStaff(kiosk.page, PIN);
    await leave(driver, kiosk);
  });

  it('takes none before the first set-up, when there is nothing to guard', async () => {
    const kiosk = await runKiosk(driver);
    await screenIs(kiosk.page, 'setup');
    await leave(driver, kiosk);
  });

  it('takes the PIN where the kiosk can’t start', async () => {
    const dataDir = temporaryFolder();
    const newer = new Database(path.join(dataDir, 'kiosk.db'));
    newer.pragma('user_version = 999');
    newer.close();
    const kiosk = await runKiosk(driver, { dataDir, env: readySettings(await runSimulator()) });
    const { page } = kiosk;
    await screenIs(page, 'fault');
    await openPinPad(page);
    await enterPin(page, PIN);
    await field(page, 'baseUrl').waitFor();
    const why = WORDS.problems.start['newer-version']({ folder: dataDir });
    await page.getByText(why, { exact: true }).waitFor();
    await leave(driver, kiosk);
  });
});
