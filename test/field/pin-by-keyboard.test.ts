/**
 * A kiosk had a keyboard: the PIN pad closed under staff who typed slowly, and an Enter after digits that they had
 * clicked entered the last digit once more instead of the PIN.
 */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { served } from '../e2e/drivers/served.ts';
import { screenIs } from '../e2e/fixtures/page-marks.ts';
import { PIN, runScanningKiosk } from '../e2e/fixtures/running-kiosk.ts';
import { field, openPinPad, openSettings } from '../e2e/fixtures/staff-area.ts';
import { until } from '../e2e/fixtures/until.ts';
import { WORDS } from '../fixtures/words.ts';

/** The page's own timers wait until they are told how much time has passed. */
const withClock = { onPage: (page: Page) => page.clock.install() };
const SECOND = 1000;

const pinField = (page: Page) => page.getByLabel(WORDS.pin.label, { exact: true });
const clickDigits = async (page: Page, digits: string) => {
  const pad = page.locator('.pin-pad .digits');
  for (const digit of digits) await pad.getByText(digit, { exact: true }).click();
};

describe.skipIf(served.unavailable)('a kiosk with a keyboard', () => {
  it('keeps the PIN pad open while a person types, however slowly, and closes it once they have gone', async () => {
    const { page } = await runScanningKiosk(served, withClock);
    await openPinPad(page);
    for (const digit of PIN.slice(0, 6)) {
      await page.keyboard.press(digit);
      await page.clock.runFor(15 * SECOND);
    }
    await screenIs(page, 'staff');
    expect(await pinField(page).inputValue()).toBe(PIN.slice(0, 6));
    await page.clock.runFor(6 * SECOND);
    await screenIs(page, 'scan');
  });

  it('keeps no PIN pad open for a scanner', async () => {
    const { page, scanner } = await runScanningKiosk(served, withClock);
    await openPinPad(page);
    await page.clock.runFor(12 * SECOND);
    // Too short for a badge's code, which would close the pad at once.
    await scanner.scan('246');
    await page.clock.runFor(9 * SECOND);
    await screenIs(page, 'scan');
  });

  it('takes an Enter after clicked digits for the end of the PIN', async () => {
    const { page } = await runScanningKiosk(served);
    await openPinPad(page);
    await clickDigits(page, PIN);
    expect(await pinField(page).inputValue()).toBe(PIN);
    await page.keyboard.press('Enter');
    await page.locator('[data-problems]').waitFor();
  });

  it('takes typed digits wherever somebody has clicked before', async () => {
    const { page } = await runScanningKiosk(served);
    await openPinPad(page);
    await page.mouse.click(5, 5);
    await clickDigits(page, PIN.slice(0, 4));
    await page.keyboard.type(PIN.slice(4), { delay: 120 });
    // From the button back to scanning, too.
    const pressSlowly = async (...keys: string[]) => {
      for (const key of keys) await page.keyboard.press(key, { delay: 120 });
    };
    await pressSlowly('Tab', 'Backspace');
    expect(await pinField(page).inputValue()).toBe(PIN.slice(0, -1));
    await pressSlowly(PIN.slice(-1), 'Shift+Tab', 'Enter');
    await page.locator('[data-problems]').waitFor();
  });

  it('keeps the staff area open for a person who moves in it by keys alone', async () => {
    const { page } = await runScanningKiosk(served, withClock);
    await openSettings(page, PIN);
    for (let n = 0; n < 3; n += 1) {
      await page.keyboard.press('Tab');
      await page.clock.runFor(100 * SECOND);
    }
    await field(page, 'baseUrl').waitFor();
    await page.clock.runFor(21 * SECOND);
    await screenIs(page, 'scan');
  });

  it('takes an Enter after touched keys for the end of a typed code', async () => {
    const { page, simulator } = await runScanningKiosk(served);
    await page.getByRole('button', { name: WORDS.edge.typeCode, exact: true }).click();
    const keys = page.locator('.key-grid');
    for (const key of 'TEST-1') await keys.getByText(key, { exact: true }).click();
    await page.keyboard.press('Enter');
    await until(() => {
      const codes = simulator.journal().flatMap(({ code }) => code ?? []);
      expect(codes).toEqual(['TEST-1']);
    });
  });
});
