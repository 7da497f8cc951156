import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { WORDS } from '../fixtures/words.ts';
import { describeOnEveryDriver } from './drivers/every-driver.ts';
import type { KioskDriver } from './drivers/kiosk-driver.ts';
import { exportedFile } from './fixtures/exported-file.ts';
import { outcomeIs, screenIs } from './fixtures/page-marks.ts';
import { provisionedFolder } from './fixtures/provisioned-folder.ts';
import { KEY, PIN, runKiosk, runSimulator } from './fixtures/running-kiosk.ts';
import { WedgeScanner } from './fixtures/scanner.ts';
import { openSettings } from './fixtures/staff-area.ts';
import { until } from './fixtures/until.ts';

const SAY = WORDS.wipe;

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

/** A kiosk with one scan that waits, whose staff are asked what becomes of it. */
async function kioskThatAsks(driver: KioskDriver) {
  const simulator = await runSimulator();
  const settings = { baseUrl: simulator.url, location: 'gate-a', timeoutMs: '1000' };
  const dataDir = await provisionedFolder({ settings, apiKey: KEY, pin: PIN });
  const { page, downloaded } = await runKiosk(driver, { dataDir });
  await screenIs(page, 'scan');
  simulator.setFaults([{ fault: { kind: 'reset-before' }, on: 'all' }]);
  await (await WedgeScanner.attachTo(page)).scan('TEST-TO-EXPORT');
  await outcomeIs(page, 'queued');
  await openSettings(page, PIN);
  await press(page, SAY.open);
  await press(page, SAY.confirm);
  await page.getByRole('heading', { name: SAY.waiting({ count: 1 }) }).waitFor();
  return { page, dataDir, downloaded };
}

describeOnEveryDriver('what a shell exports', (driver) => {
  it('is told by its path, and takes no place of an earlier file', async ({ skip }) => {
    if (!driver.isShell) skip('a browser saves files itself');
    const { page, downloaded } = await kioskThatAsks(driver);
    await press(page, SAY.export);
    const first = await exportedFile(page);
    await press(page, SAY.export);
    await page.getByText(/ \(2\)\.csv/).waitFor();
    const second = await exportedFile(page);
    expect(second).toBe(first.replace('.csv', ' (2).csv'));
    for (const file of [first, second]) {
      expect(await until(() => downloaded(file))).toContain('"TEST-TO-EXPORT"');
    }
  });

  it('and could not be saved is told as well, with the folder', async ({ skip }) => {
    if (driver.name !== 'stand-in') skip('this puts a file in the place of the folder');
    const { page, dataDir } = await kioskThatAsks(driver);
    const folder = path.join(dataDir, 'shell', 'Downloads');
    writeFileSync(folder, '');
    await press(page, SAY.export);
    await page.getByText(WORDS.exported.notSaved({ folder }), { exact: true }).waitFor();
  });
});
