import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { mountSmallDisk, whyNoMount } from '../fixtures/small-disk.ts';
import { WORDS } from '../fixtures/words.ts';
import { served } from './drivers/served.ts';
import { outcomeIs } from './fixtures/page-marks.ts';
import { PIN, runScanningKiosk } from './fixtures/running-kiosk.ts';
import { readScan } from './fixtures/scan-log.ts';
import { openStaff } from './fixtures/staff-area.ts';
import { until } from './fixtures/until.ts';

const SAY = WORDS.staff;
const UNWRITTEN = `${WORDS.notNow.storage} ${WORDS.facts.notSavedDo['disk-full']}`;

const noMount = whyNoMount();

/** A data folder on a disk of its own, which can be filled to its last byte. */
function smallDataFolder() {
  const { folder } = mountSmallDisk('8m');
  const rest = path.join(folder, 'rest');
  return {
    dataDir: folder,
    fill: () => expect(() => writeFileSync(rest, Buffer.alloc(16_000_000))).toThrow('ENOSPC'),
    free: () => rmSync(rest),
  };
}

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

/** Asks to dismiss the one scan of the page Now. @returns the question, with a reason chosen */
async function askToDismiss(page: Page) {
  await page.getByRole('row').getByRole('button', { name: SAY.dismiss }).click();
  const question = page.getByRole('dialog');
  await question.getByLabel(WORDS.scans.why, { exact: true }).selectOption('handled');
  return question;
}

describe('what the buttons of the staff area say when they can’t do their work', () => {
  it('tells that the disk is full, and works once there is room again', async ({ skip }) => {
    skip(noMount !== null, noMount ?? '');
    const { dataDir, fill, free } = smallDataFolder();
    const { page, scanner, ...kiosk } = await runScanningKiosk(served, { dataDir });
    await scanner.scan('BADGE-KEY-REUSED');
    const scanId = await outcomeIs(page, 'attention');
    fill();
    await openStaff(page, PIN);
    const told = page.locator('[data-section="attention"] .told');

    await page.getByRole('row').getByRole('button', { name: SAY.sendAgain }).click();
    await told.getByText(UNWRITTEN, { exact: true }).waitFor();
    const question = await askToDismiss(page);
    expect(await question.getByRole('status').textContent()).toBe('');
    await question.getByRole('button', { name: SAY.dismiss, exact: true }).click();
    await question.getByText(UNWRITTEN, { exact: true }).waitFor();
    expect(readScan(kiosk, scanId)).toMatchObject({ state: 'attention' });
    await question.getByRole('button', { name: WORDS.wipe.cancel, exact: true }).click();
    await button(page, WORDS.entrance.close).click();
    await page.getByText(WORDS.entrance.closedUnkept, { exact: true }).waitFor();

    free();
    await (await askToDismiss(page))
      .getByRole('button', { name: SAY.dismiss, exact: true })
      .click();
    await told.getByText(SAY.dismissed, { exact: true }).waitFor();
  });

  it('doesn’t dismiss a scan that somebody has sent again meanwhile', async () => {
    const { page, scanner, simulator, ...kiosk } = await runScanningKiosk(served);
    simulator.setFaults([{ fault: { kind: 'status', status: 404 }, times: 1 }]);
    await scanner.scan('TEST-SENT-AGAIN');
    const scanId = await outcomeIs(page, 'rejected');
    await openStaff(page, PIN);
    const question = await askToDismiss(page);
    await page.evaluate(
      (body) => fetch('bridge/sendAgain', { method: 'POST', body }),
      JSON.stringify({ scanId }),
    );
    const done = { state: 'done', outcome: 'checked-in' };
    await until(() => expect(readScan(kiosk, scanId)).toMatchObject(done));
    await question.getByRole('button', { name: SAY.dismiss, exact: true }).click();
    await question.getByText(WORDS.scans.notRefused, { exact: true }).waitFor();
    expect(readScan(kiosk, scanId)).toMatchObject(done);
  });
});
