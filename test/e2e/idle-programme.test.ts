import { expect, it } from 'vitest';
import { WORDS } from '../fixtures/words.ts';
import { describeOnEveryDriver } from './drivers/every-driver.ts';
import { board, logo } from './fixtures/idle-programme.ts';
import { runScanningKiosk } from './fixtures/running-kiosk.ts';

const SAY = WORDS.programme;

describeOnEveryDriver('what the idle screen tells about the event', (driver) => {
  it('is its name, its logo, what is on and what comes next', async () => {
    const { page, simulator } = await runScanningKiosk(driver, {
      env: { KIOSK_EVENT_NAME: '', KIOSK_LOCATION: 'gate-a' },
    });
    await board(page).waitFor();
    await page.locator('.top-edge').getByText('Harbour Conference', { exact: true }).waitFor();
    const parts = board(page).locator('.part');
    await parts.filter({ hasText: SAY.now }).getByText('Reading the tides').waitFor();
    await parts.filter({ hasText: SAY.next }).getByText('What a harbour hears').waitFor();
    await logo(page).waitFor();
    // It comes from the kiosk itself: the page has asked nobody else for anything.
    const image = page.locator('.logo img');
    const source = await image.evaluate((it) => new URL((it as HTMLImageElement).src).host);
    expect(source).not.toBe(new URL(simulator.url).host);
    expect(await image.evaluate((it) => (it as HTMLImageElement).naturalWidth)).toBe(256);
  });
});
