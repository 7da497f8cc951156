import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { WORDS } from '../fixtures/words.ts';
import { describeOnEveryDriver } from './drivers/every-driver.ts';
import { served } from './drivers/served.ts';
import { outcomeIs, screenIs } from './fixtures/page-marks.ts';
import { notePlayed, played } from './fixtures/played-sounds.ts';
import { PIN, runKiosk, runScanningKiosk } from './fixtures/running-kiosk.ts';
import { WedgeScanner } from './fixtures/scanner.ts';
import { openStaff } from './fixtures/staff-area.ts';
import { until } from './fixtures/until.ts';

const SAY = WORDS.entrance;

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

/** Resolves once visitors read that the entrance is closed, and what they do instead. */
async function tellsClosed(page: Page, below: string): Promise<void> {
  const told = page.getByRole('alert');
  await told.getByText(WORDS.closed.byStaff.headline, { exact: true }).waitFor();
  await told.getByText(below, { exact: true }).waitFor();
}

/** Resolves once the stop has been heard for the last of so many scans, and nothing else. */
async function stopsAre(page: Page, count: number): Promise<void> {
  await until(async () =>
    expect((await played(page)).map(({ file }) => file)).toEqual(Array(count).fill('stop')),
  );
}

describeOnEveryDriver('an entrance that staff have closed', (driver) => {
  it('takes no badge, says where to go instead, over a restart too, until staff open it', async () => {
    const first = await runScanningKiosk(driver, { onPage: notePlayed });
    const { page, simulator, dataDir, start } = first;
    await openStaff(page, PIN);
    await press(page, SAY.close);
    await page.getByRole('heading', { name: SAY.isClosed, exact: true }).waitFor();
    await press(page, WORDS.staff.lock);
    await screenIs(page, 'scan');
    await tellsClosed(page, WORDS.closed.byStaff.below);
    expect(await page.locator('.idle, video').count()).toBe(0);
    const type = page.getByRole('button', { name: WORDS.edge.typeCode, exact: true });
    expect(await type.count()).toBe(0);
    expect(await page.locator('button.language').isEnabled()).toBe(true);

    await first.scanner.scan('BADGE-1');
    await stopsAre(page, 1);
    await first.scanner.scan('BADGE-2');
    await stopsAre(page, 2);
    await outcomeIs(page, 'idle');
    await tellsClosed(page, WORDS.closed.byStaff.below);

    await openStaff(page, PIN);
    await page.getByLabel(SAY.place, { exact: true }).fill('Gate B');
    await press(page, SAY.show);
    await page.getByText(SAY.shown, { exact: true }).waitFor();
    await first.close();

    const { env, onPage } = start;
    const again = await runKiosk(driver, { dataDir, env, ...(onPage && { onPage }) });
    const below = WORDS.closed.byStaff.place({ place: 'Gate B' });
    await tellsClosed(again.page, below);
    const scanner = await WedgeScanner.attachTo(again.page);
    await scanner.scan('BADGE-1');
    await stopsAre(again.page, 1);
    expect(simulator.checkins()).toEqual([]);

    await openStaff(again.page, PIN);
    await press(again.page, SAY.open);
    await again.page.getByRole('heading', { name: SAY.isOpen, exact: true }).waitFor();
    await press(again.page, WORDS.staff.lock);
    await again.page.getByRole('heading', { name: WORDS.idle.headline, exact: true }).waitFor();
    await scanner.scan('BADGE-1');
    await outcomeIs(again.page, 'checked-in');
  });
});

describe.skipIf(served.unavailable)('an entrance that staff close on another page', () => {
  it('is closed at once over a result, and over a code that somebody types', async () => {
    const { page: visitors, scanner } = await runScanningKiosk(served);
    const staff = await visitors.context().newPage();
    await staff.goto(visitors.url());
    await screenIs(staff, 'scan');
    await openStaff(staff, PIN);
    await press(visitors, WORDS.edge.typeCode);
    await visitors.locator('#code').fill('BADGE-1');
    await press(staff, SAY.close);
    await tellsClosed(visitors, WORDS.closed.byStaff.below);
    expect(await visitors.getByRole('dialog').count()).toBe(0);

    await press(staff, SAY.open);
    await visitors.getByRole('alert').waitFor({ state: 'detached' });
    await visitors.bringToFront();
    await scanner.scan('BADGE-UNKNOWN');
    await outcomeIs(visitors, 'rejected');
    await press(staff, SAY.close);
    await tellsClosed(visitors, WORDS.closed.byStaff.below);
    await outcomeIs(visitors, 'idle');
  });
});
