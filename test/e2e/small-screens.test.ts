import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { WORDS } from '../fixtures/words.ts';
import { served } from './drivers/served.ts';
import { comesIntoView } from './fixtures/in-view.ts';
import { outcomeIs, screenIs } from './fixtures/page-marks.ts';
import { provisionedFolder } from './fixtures/provisioned-folder.ts';
import { KEY, PIN, runKiosk, runScanningKiosk, runSimulator } from './fixtures/running-kiosk.ts';
import { lastSent } from './fixtures/scan-log.ts';
import { goOn, onward, stepIs } from './fixtures/set-up.ts';
import { field, isMissing, openSettings, openStaff, saveSettings } from './fixtures/staff-area.ts';
import { until } from './fixtures/until.ts';

const SIZES = [
  [1024, 600],
  [1280, 800],
  [800, 480],
  [768, 1024],
] as const;

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

describe.each(SIZES)('on a screen of %i by %i', (width, height) => {
  it('each step of the first set-up always shows its buttons, and what comes of them', async () => {
    const { page } = await runKiosk(served);
    await page.setViewportSize({ width, height });
    await stepIs(page, 'connect');
    await comesIntoView(onward(page));
    // Each time, and not only the first.
    for (const again of [false, true]) {
      if (again) await page.locator('summary').scrollIntoViewIfNeeded();
      await onward(page).click();
      await comesIntoView(page.getByRole('alert').getByText(isMissing('baseUrl')));
    }

    await field(page, 'baseUrl').fill('http://127.0.0.1:9');
    await field(page, 'apiKey').fill(KEY);
    await onward(page).click();
    const problem = page.getByText(WORDS.facts.trouble.refused, { exact: true });
    await problem.waitFor();
    await comesIntoView(problem);
    const anyway = button(page, WORDS.setup.goOn);
    await comesIntoView(anyway);
    await anyway.click();

    await stepIs(page, 'purpose');
    await comesIntoView(onward(page));
    await comesIntoView(button(page, WORDS.setup.back));
    await goOn(page, 'purpose', 'place');
    await page.locator('summary').click();
    await field(page, 'desk').fill('x'.repeat(101));
    await field(page, 'location').focus();
    await onward(page).click();
    await comesIntoView(page.getByRole('alert').filter({ hasText: WORDS.settings.labels.desk }));
    await field(page, 'desk').fill('');
    await goOn(page, 'place', 'try');
    await comesIntoView(onward(page));
    await goOn(page, 'try', 'pin');
    await onward(page).click();
    await comesIntoView(page.getByRole('alert').getByText(WORDS.settings.pinNeeded));
    await comesIntoView(onward(page));
  });

  it('staff see all of a wrong setting, and all of what wiping asks', async () => {
    const simulator = await runSimulator();
    const settings = { baseUrl: simulator.url, timeoutMs: '1000' };
    const dataDir = await provisionedFolder({ settings, apiKey: KEY, pin: PIN });
    const { page } = await runKiosk(served, { dataDir });
    await page.setViewportSize({ width, height });
    await screenIs(page, 'scan');
    await openSettings(page, PIN);
    for (const summary of await page.locator('summary').all()) await summary.click();
    await field(page, 'debounceMs').fill('5');
    await field(page, 'baseUrl').scrollIntoViewIfNeeded();
    await saveSettings(page);
    await comesIntoView(
      page.getByRole('alert').filter({ hasText: WORDS.settings.labels.debounceMs }),
    );

    await button(page, WORDS.wipe.open).click();
    await comesIntoView(page.getByRole('heading', { name: WORDS.wipe.headline }));
    await comesIntoView(button(page, WORDS.wipe.confirm));
    await comesIntoView(button(page, WORDS.wipe.cancel));
  });

  it('all that types a code is clear of the edges', async () => {
    const { page } = await runScanningKiosk(served);
    await page.setViewportSize({ width, height });
    await button(page, WORDS.edge.typeCode).click();
    const dialog = page.getByRole('dialog');
    await dialog.locator('#code').fill('badge-5');
    await until(async () => {
      const gaps = await dialog.locator('label, input, button').evaluateAll((all) =>
        all.map((each) => {
          const { left, right, top, bottom } = each.getBoundingClientRect();
          return Math.min(left, top, innerWidth - right, innerHeight - bottom);
        }),
      );
      // Forty characters, two keys besides, and what is above them.
      expect(gaps.length).toBeGreaterThan(42);
      // Keys of full size leave no more on the lowest screen.
      expect(Math.min(...gaps)).toBeGreaterThanOrEqual(6);
    });
  });

  it('the overview scrolls in its own place, and never pushes the tabs away', async () => {
    const { page, scanner, simulator } = await runScanningKiosk(served);
    await page.setViewportSize({ width, height });
    simulator.setFaults([{ fault: { kind: 'status', status: 404 } }]);
    for (let n = 0; n < 9; n += 1) {
      const code = `TEST-REFUSED-${n}`;
      await scanner.scan(code);
      await until(() => expect(lastSent(simulator)).toMatchObject({ code, status: 404 }));
    }
    await outcomeIs(page, 'rejected');
    await openStaff(page, PIN);
    await page.getByRole('row').nth(9).waitFor();
    const main = page.locator('main');
    expect(await main.evaluate((it) => it.scrollHeight - it.clientHeight)).toBe(0);
  });
});
