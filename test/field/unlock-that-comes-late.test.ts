/**
 * Staff entered the PIN, thought better of it and went back to scanning while it was still being checked, and the staff
 * area opened over the screen for the visitors who came next.
 */
import type { Page, Route } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { served } from '../e2e/drivers/served.ts';
import { outcomeIs, screenIs } from '../e2e/fixtures/page-marks.ts';
import { PIN, runScanningKiosk } from '../e2e/fixtures/running-kiosk.ts';
import { enterPin, openPinPad } from '../e2e/fixtures/staff-area.ts';
import { until } from '../e2e/fixtures/until.ts';
import { WORDS } from '../fixtures/words.ts';

/** What the page asked the core about its lock, in the order in which the core heard it, and what it was told. */
type Heard = { asked: string; told: unknown }[];

/**
 * Holds back the check of a PIN: the question, which is then overtaken by what is asked after it, or the answer.
 *
 * @returns what lets it go on, and what the core has heard
 */
async function holdUnlock(page: Page, what: 'question' | 'answer') {
  let letGo: () => void = () => {};
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const heard: Heard = [];
  const pass = async (route: Route) => {
    const answer = await route.fetch();
    heard.push({ asked: route.request().url().split('/').at(-1) ?? '', told: await answer.json() });
    return answer;
  };
  await page.route('**/bridge/lockStaff', async (route) => {
    await route.fulfill({ response: await pass(route) });
  });
  await page.route('**/bridge/unlockStaff', async (route) => {
    if (what === 'question') await held;
    const response = await pass(route);
    if (what === 'answer') await held;
    // The page that asked may be gone.
    await route.fulfill({ response }).catch(() => undefined);
  });
  return { letGo, heard };
}

const last = (heard: Heard) => heard.at(-1);
const LOCKED_AT_LAST = { asked: 'lockStaff', told: { ok: true } };

/** Resolves once the core has checked the PIN, which takes a while, so that only its answer is still held back. */
const pinIsChecked = (heard: Heard) =>
  until(() => expect(last(heard)).toMatchObject({ asked: 'unlockStaff' }));

describe.skipIf(served.unavailable)('an unlock that comes late', () => {
  it.each(['question', 'answer'] as const)(
    'opens nothing once staff went back to scanning: its %s was slow',
    async (what) => {
      const { page } = await runScanningKiosk(served);
      const { letGo, heard } = await holdUnlock(page, what);
      await openPinPad(page);
      await enterPin(page, PIN);
      if (what === 'answer') await pinIsChecked(heard);
      await page.getByRole('button', { name: WORDS.pin.back, exact: true }).click();
      await screenIs(page, 'scan');
      await until(() => expect(last(heard)).toEqual(LOCKED_AT_LAST));
      letGo();
      await until(() => expect(heard.map(({ asked }) => asked)).toContain('unlockStaff'));
      await until(() => expect(last(heard)).toEqual(LOCKED_AT_LAST));
      // The answer has been heard by now, and the screen is the visitors' still.
      await page.evaluate(() => new Promise(requestAnimationFrame));
      await screenIs(page, 'scan');
      await openPinPad(page);
      await page.getByLabel(WORDS.pin.label).waitFor();
    },
  );

  it('opens nothing once a visitor has shown a badge', async () => {
    const { page, scanner } = await runScanningKiosk(served);
    const { letGo, heard } = await holdUnlock(page, 'answer');
    await openPinPad(page);
    await enterPin(page, PIN);
    await pinIsChecked(heard);
    await scanner.scan('TEST-AMID-UNLOCK');
    await outcomeIs(page, 'checked-in');
    await until(() => expect(last(heard)).toEqual(LOCKED_AT_LAST));
    letGo();
    await page.evaluate(() => new Promise(requestAnimationFrame));
    await screenIs(page, 'scan');
    expect(await page.locator('[data-problems]').count()).toBe(0);
  });

  it('opens nothing on a page that was loaded anew', async () => {
    const { page } = await runScanningKiosk(served);
    const { letGo, heard } = await holdUnlock(page, 'answer');
    await openPinPad(page);
    await enterPin(page, PIN);
    await pinIsChecked(heard);
    await page.reload();
    await screenIs(page, 'scan');
    await until(() => expect(last(heard)).toEqual(LOCKED_AT_LAST));
    letGo();
    await screenIs(page, 'scan');
    await openPinPad(page);
    await page.getByLabel(WORDS.pin.label).waitFor();
  });

  it('opens an area that works, where staff waited for it', async () => {
    const { page } = await runScanningKiosk(served);
    const { letGo } = await holdUnlock(page, 'question');
    await openPinPad(page);
    await enterPin(page, PIN);
    letGo();
    await page.locator('[data-problems]').waitFor();
    await page.getByText(WORDS.facts.address).waitFor();
  });
});
