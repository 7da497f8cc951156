import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { venueDay } from '../../electron/core/system/venue-day.ts';
import { fillEvening } from '../fixtures/evening.ts';
import { WORDS } from '../fixtures/words.ts';
import { describeOnEveryDriver } from './drivers/every-driver.ts';
import { PIN, runScanningKiosk } from './fixtures/running-kiosk.ts';
import { openStaff } from './fixtures/staff-area.ts';

const SAY = WORDS.counts;
const ZONE = 'Asia/Karachi';
const DAY_MS = 24 * 3_600_000;

async function openCounts(page: Page) {
  await openStaff(page, PIN);
  await page.getByRole('tab', { name: WORDS.staff.counts, exact: true }).click();
  await page.getByRole('heading', { name: SAY.admitted }).waitFor();
}

describeOnEveryDriver('the page of counts', (driver) => {
  it('shows exactly what happened on a known evening, and the same numbers in its tables', async () => {
    const { page, dataDir } = await runScanningKiosk(driver);
    const yesterday = venueDay(Date.now() - DAY_MS, ZONE);
    const begins = Date.parse(`${yesterday}T18:00:00+05:00`);
    const expected = fillEvening(dataDir, { scans: 12_340, venueDay: yesterday, begins });
    await openCounts(page);
    await page.getByText(SAY.none, { exact: true }).waitFor();
    await page.getByLabel(SAY.day, { exact: true }).selectOption(yesterday);
    const count = (kind: string, name: string) =>
      page.locator(`[data-kind="${kind}"] [data-count="${name}"]`);
    await count('attendance', 'admitted').waitFor();
    for (const kind of ['badge', 'attendance'] as const) {
      for (const [name, n] of Object.entries(expected[kind])) {
        expect([kind, name, await count(kind, name).textContent()]).toEqual([
          kind,
          name,
          WORDS.number(n),
        ]);
      }
    }

    const arrivals = page.getByRole('region', { name: SAY.arrivals, exact: true });
    await arrivals.getByText(SAY.table, { exact: true }).click();
    const cells = await arrivals.locator('tbody tr td:first-of-type').allTextContents();
    const sum = cells.reduce((all, cell) => all + Number(cell.replaceAll(',', '')), 0);
    expect(sum).toBe(expected.badge.admitted);
    const gap = page.locator('.gaps tbody tr');
    expect(await gap.locator('td').allTextContents()).toEqual([
      expect.stringContaining('6:40:00'),
      expect.stringContaining('7:00:00'),
      SAY.offline,
    ]);
  });

  it('counts what was scanned since it was last opened', async () => {
    const { page, scanner } = await runScanningKiosk(driver);
    await openCounts(page);
    await page.getByRole('button', { name: WORDS.staff.lock, exact: true }).click();
    for (const code of ['BADGE-1', 'BADGE-2', 'BADGE-1', 'BADGE-UNKNOWN']) {
      await scanner.scan(code);
      await page.locator('[role="status"][data-outcome="idle"]').waitFor({ timeout: 20_000 });
    }
    await openCounts(page);
    const texts = () => page.locator('[data-kind="badge"] [data-count]').allTextContents();
    await expect.poll(texts).toEqual(['2', '1', '1', '0', '0', '0']);
  });
});
