import { expect, it } from 'vitest';
import { WORDS } from '../fixtures/words.ts';
import { describeOnEveryDriver } from './drivers/every-driver.ts';
import type { KioskDriver } from './drivers/kiosk-driver.ts';
import { served } from './drivers/served.ts';
import { exportedFile } from './fixtures/exported-file.ts';
import { outcomeIs, screenIs, standingIs } from './fixtures/page-marks.ts';
import { provisionedFolder } from './fixtures/provisioned-folder.ts';
import { KEY, PIN, runKiosk, runSimulator } from './fixtures/running-kiosk.ts';
import { readScan } from './fixtures/scan-log.ts';
import { WedgeScanner } from './fixtures/scanner.ts';
import { isMissing, openSettings, saveSettings, typeSettings } from './fixtures/staff-area.ts';
import { until } from './fixtures/until.ts';

const SAY = WORDS.settings;
const CODE = 'TEST-FOR-THE-OLD';

/** A kiosk with one scan that waits for an address which is out of reach, and another address that is not. */
async function kioskWithWaitingScan(driver: KioskDriver) {
  const [old, other] = [await runSimulator(), await runSimulator()];
  const settings = { baseUrl: old.url, location: 'gate-a', timeoutMs: '1000' };
  const dataDir = await provisionedFolder({ settings, apiKey: KEY, pin: PIN });
  const kiosk = await runKiosk(driver, { dataDir });
  const { page } = kiosk;
  await screenIs(page, 'scan');
  old.setFaults([{ fault: { kind: 'reset-before' }, on: 'all' }]);
  await (await WedgeScanner.attachTo(page)).scan(CODE);
  const scanId = await outcomeIs(page, 'queued');
  await openSettings(page, PIN);
  return { ...kiosk, old, other, scanId };
}

describeOnEveryDriver('a new address while scans wait for the old one', (driver) => {
  it('asks first, keeps them for the old one, and sends them there once it is set again', async () => {
    const { page, old, other, ...kiosk } = await kioskWithWaitingScan(driver);
    await typeSettings(page, { baseUrl: other.url, apiKey: KEY });
    await saveSettings(page);
    await page.getByText(SAY.waiting.headline({ count: 1 }), { exact: true }).waitFor();
    await page.getByRole('button', { name: SAY.waiting.keep, exact: true }).click();
    await page.getByText(SAY.saved, { exact: true }).waitFor();

    await page.getByRole('tab', { name: WORDS.staff.overview, exact: true }).click();
    await page.getByText(WORDS.facts.elsewhere({ count: 1 }), { exact: true }).waitFor();
    expect(readScan(kiosk, kiosk.scanId)).toMatchObject({ state: 'pending', settled_at: null });
    // It has been asked about the key, and was sent no scan.
    expect(other.journal().map(({ code }) => code)).not.toContain(CODE);

    old.clearFaults();
    await page.getByRole('tab', { name: WORDS.staff.settings, exact: true }).click();
    await typeSettings(page, { baseUrl: old.url, apiKey: KEY });
    await saveSettings(page);
    // There are none for the address that is left this time.
    await page.getByText(SAY.saved, { exact: true }).waitFor();
    await until(() => {
      const done = { state: 'done', outcome: 'checked-in' };
      expect(readScan(kiosk, kiosk.scanId)).toMatchObject(done);
    });
    expect(old.checkins().map(({ code }) => code)).toEqual([CODE]);
    expect(other.checkins()).toEqual([]);
    await page.getByRole('button', { name: WORDS.staff.lock, exact: true }).click();
    await standingIs(page, 'online', 0);
  });

  it('hands them over as a file', async () => {
    const { page, other, scanId, ...kiosk } = await kioskWithWaitingScan(driver);
    await typeSettings(page, { baseUrl: other.url, apiKey: KEY });
    await saveSettings(page);
    await page.getByRole('button', { name: SAY.waiting.export, exact: true }).click();
    const file = await exportedFile(page);
    const csv = await until(() => kiosk.downloaded(file));
    expect(csv).toContain(`"${scanId}"`);
    expect(csv).toContain(`"${CODE}"`);
    expect(csv).not.toContain(KEY);

    await page.getByRole('button', { name: SAY.waiting.saveExported, exact: true }).click();
    await page.getByText(SAY.saved, { exact: true }).waitFor();
    expect(readScan(kiosk, scanId)).toMatchObject({ state: 'pending' });
  });
});

it.skipIf(served.unavailable)(
  'such an address needs its own key, and may be given up again: nothing has changed',
  async () => {
    const { page, old, other, ...kiosk } = await kioskWithWaitingScan(served);
    await typeSettings(page, { baseUrl: other.url });
    await saveSettings(page);
    await page.getByRole('alert').getByText(isMissing('apiKey')).waitFor();
    expect(other.journal()).toEqual([]);
    expect(readScan(kiosk, kiosk.scanId)).toMatchObject({ settled_at: null });

    await typeSettings(page, { apiKey: KEY });
    await saveSettings(page);
    await page.getByRole('button', { name: SAY.waiting.cancel, exact: true }).click();
    await page.getByRole('button', { name: WORDS.staff.lock, exact: true }).click();
    await standingIs(page, 'offline', 1);
    old.clearFaults();
    await standingIs(page, 'online', 0);
    expect(readScan(kiosk, kiosk.scanId)).toMatchObject({ state: 'done' });
    expect(other.checkins()).toEqual([]);
  },
);
