import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { WORDS } from '../fixtures/words.ts';
import { served } from './drivers/served.ts';
import { Finger } from './fixtures/finger.ts';
import { screenIs } from './fixtures/page-marks.ts';
import { KEY, PIN, runKiosk, runSimulator } from './fixtures/running-kiosk.ts';
import { connect, goOn, onward, pinAgain, stepIs } from './fixtures/set-up.ts';
import { enterPin, field } from './fixtures/staff-area.ts';
import { touchKeys } from './fixtures/touch-keys.ts';
import { until } from './fixtures/until.ts';

const SAY = WORDS.setup;

/** A busy machine takes its time over a hundred touches. */
const TOUCHES_MS = 120_000;

/** Resolves once the staff area shows its page *Check*, and whoever uses a keyboard can go on from there. */
async function checkIsOpen(page: Page): Promise<void> {
  await page.getByRole('tab', { name: WORDS.staff.check, exact: true, selected: true }).waitFor();
  const hasFocus = () => page.evaluate(() => document.activeElement !== document.body);
  await until(async () => expect(await hasFocus()).toBe(true));
}

/** Whether the page lets a text be pasted into a field. */
const mayPasteInto = (target: Locator) =>
  target.evaluate((it) =>
    it.dispatchEvent(new ClipboardEvent('paste', { bubbles: true, cancelable: true })),
  );

it('what was entered is still there after going back, a reload and a restart, but for the key', async () => {
  const simulator = await runSimulator();
  const { page, dataDir, close } = await runKiosk(served);
  await connect(page, { baseUrl: simulator.url, apiKey: KEY });
  await page.getByRole('radio', { name: WORDS.settings.options.laptop, exact: true }).check();
  await goOn(page, 'purpose', 'place');
  const kept = page.waitForResponse(
    (answer) =>
      answer.url().endsWith('/keepSetUpDraft') &&
      answer.request().postData()?.includes('Hall 7') === true,
  );
  await field(page, 'location').fill('Hall 7');

  // Nobody has to type a key by hand, also where visitors could paste nothing.
  expect(await page.locator('html[data-locked]').count()).toBe(1);
  const back = page.getByRole('button', { name: SAY.back, exact: true });
  await back.click();
  await stepIs(page, 'purpose');
  await back.click();
  await stepIs(page, 'connect');
  expect(await field(page, 'baseUrl').inputValue()).toBe(simulator.url);
  expect(await field(page, 'apiKey').inputValue()).toBe(KEY);
  expect(await mayPasteInto(field(page, 'apiKey'))).toBe(true);
  await kept;

  const isAllThere = async (now: typeof page) => {
    await stepIs(now, 'connect');
    await until(async () => expect(await field(now, 'baseUrl').inputValue()).toBe(simulator.url));
    expect(await field(now, 'apiKey').inputValue()).toBe('');
    await now.getByText(SAY.keyNotKept, { exact: true }).waitFor();
    await connect(now, { baseUrl: simulator.url, apiKey: KEY });
    const laptop = now.getByRole('radio', { name: WORDS.settings.options.laptop, exact: true });
    expect(await laptop.isChecked()).toBe(true);
    await goOn(now, 'purpose', 'place');
    expect(await field(now, 'location').inputValue()).toBe('Hall 7');
  };
  await page.reload();
  await isAllThere(page);
  await close();
  const again = await runKiosk(served, { dataDir });
  await isAllThere(again.page);

  // The end of the set-up leads on to the check, which whoever has just chosen the PIN sees without entering it.
  await goOn(again.page, 'place', 'try');
  await goOn(again.page, 'try', 'pin');
  await field(again.page, 'staffPin').fill(PIN);
  await pinAgain(again.page).fill('1111');
  await again.page.getByRole('button', { name: SAY.check, exact: true }).click();
  await again.page.getByText(WORDS.settings.pinsDiffer, { exact: true }).waitFor();
  await pinAgain(again.page).fill(PIN);
  await again.page.getByRole('button', { name: SAY.check, exact: true }).click();
  await checkIsOpen(again.page);
  await again.page.locator('[data-check="key"][data-state="green"]').waitFor();

  // The purpose's defaults were restored with it, so that none of them was saved.
  const saved = JSON.parse(readFileSync(path.join(dataDir, 'settings.json'), 'utf8'));
  expect(saved).toEqual({ baseUrl: simulator.url, purpose: 'laptop', location: 'Hall 7' });
});

it('a key that is changed while the one before is tested has to be tested itself', async () => {
  const simulator = await runSimulator();
  const { page } = await runKiosk(served);
  simulator.setFaults([{ fault: { kind: 'latency', ms: 1500 }, on: 'health', key: KEY }]);
  await stepIs(page, 'connect');
  await field(page, 'baseUrl').fill(simulator.url);
  await field(page, 'apiKey').fill(KEY);
  const tested = page.waitForResponse((answer) => answer.url().endsWith('/testConnection'));
  await onward(page).click();
  await page.getByText(WORDS.settings.testing, { exact: true }).waitFor();
  await field(page, 'apiKey').fill('cat_unknown');
  await (await tested).finished();
  await onward(page).click();
  await page.getByText(WORDS.settings.problems.unauthorized, { exact: true }).waitFor();
  await stepIs(page, 'connect');
});

it('what is given from outside is shown and can’t be changed, and a step with nothing else is left out', async () => {
  const simulator = await runSimulator();
  const env = {
    CONFERA_BASE_URL: simulator.url,
    KIOSK_PURPOSE: 'gate',
    KIOSK_STAFF_PIN: PIN,
    KIOSK_LOCATION: 'Gate of the environment',
  };
  const { page, dataDir } = await runKiosk(served, { env });
  await screenIs(page, 'setup');
  await enterPin(page, PIN);
  await stepIs(page, 'connect');
  await page.getByText(SAY.progress({ step: 1, count: 3 }), { exact: true }).waitFor();
  expect(await field(page, 'baseUrl').isDisabled()).toBe(true);
  expect(await field(page, 'baseUrl').inputValue()).toBe(simulator.url);
  await page.getByText(WORDS.settings.fromOutside.environment, { exact: true }).waitFor();
  await field(page, 'apiKey').fill(KEY);
  await goOn(page, 'connect', 'place');
  expect(await field(page, 'location').isDisabled()).toBe(true);

  // A zone that there isn't is no zone, and a part of a name is taken for the first that has it.
  const zone = page.getByRole('combobox', { name: WORDS.settings.labels.timeZone });
  await zone.fill('Atlantis');
  await page.getByText(SAY.zonesNone, { exact: true }).waitFor();
  await onward(page).click();
  await until(async () => expect(await zone.getAttribute('aria-invalid')).toBe('true'));
  expect(await zone.inputValue()).toBe('Atlantis');
  await zone.fill('germany');
  await page.getByRole('option', { name: 'Europe/Berlin', exact: true }).waitFor();
  await goOn(page, 'place', 'try');
  await page.getByText(SAY.progress({ step: 3, count: 3 }), { exact: true }).waitFor();
  // Whoever hasn't chosen the PIN here is asked for it.
  await page.getByRole('button', { name: SAY.check, exact: true }).click();
  await screenIs(page, 'staff');
  await enterPin(page, PIN);
  await checkIsOpen(page);
  await page.getByRole('button', { name: WORDS.staff.lock, exact: true }).click();
  await screenIs(page, 'scan');
  await page.getByText('Gate of the environment', { exact: true }).waitFor();
  const saved = JSON.parse(readFileSync(path.join(dataDir, 'settings.json'), 'utf8'));
  expect(saved).toEqual({ timeZone: 'Europe/Berlin' });
});

it(
  'a kiosk is set up by touch alone, with the keys that a touched field brings',
  async () => {
    const simulator = await runSimulator();
    const { page } = await runKiosk(served);
    await page.setViewportSize({ width: 800, height: 480 });
    const finger = await Finger.on(page);
    const { keyboard, key, type } = touchKeys(page, finger);
    /** With the signs that stand behind a key of their own. */
    const typeAll = async (text: string) => {
      for (const part of text.split(/(:)/)) {
        const { signs, letters } = WORDS.touchKeyboard;
        if (part === ':') await finger.tap(key(signs));
        await type(part);
        if (part === ':') await finger.tap(key(letters));
      }
    };
    await stepIs(page, 'connect');

    // Whoever clicks has a mouse, and with it a keyboard.
    await field(page, 'apiKey').click();
    expect(await keyboard.count()).toBe(0);

    await finger.tap(field(page, 'baseUrl'));
    await type('http');
    await finger.hold(key(WORDS.codeEntry.delete), () =>
      until(async () => expect(await field(page, 'baseUrl').inputValue()).toBe('')),
    );
    await typeAll(simulator.url);
    expect(await field(page, 'baseUrl').inputValue()).toBe(simulator.url);
    // The key that leads on doesn't skip what is still empty.
    await finger.tap(key(WORDS.touchKeyboard.nextField));
    await type('c');
    // One letter is a capital, and none after it.
    await finger.tap(key(WORDS.codeEntry.shift));
    await type('Xa');
    expect(await field(page, 'apiKey').inputValue()).toBe('cXa');
    await finger.tap(key(WORDS.codeEntry.delete));
    await finger.tap(key(WORDS.codeEntry.delete));
    await type(KEY.slice(1));
    await finger.tap(
      page.getByRole('button', { name: `${WORDS.settings.labels.apiKey}: ${SAY.show}` }),
    );
    await until(async () => expect(await field(page, 'apiKey').getAttribute('type')).toBe('text'));
    expect(await field(page, 'apiKey').inputValue()).toBe(KEY);
    await finger.tap(onward(page));

    await stepIs(page, 'purpose');
    await finger.tap(page.getByText(WORDS.settings.options.gate, { exact: true }));
    await finger.tap(onward(page));
    await stepIs(page, 'place');
    const zone = page.getByRole('combobox', { name: WORDS.settings.labels.timeZone });
    await finger.tap(zone);
    await type('kara');
    await finger.tap(page.getByRole('option', { name: 'Asia/Karachi', exact: true }));
    await until(async () => expect(await zone.inputValue()).toBe('Asia/Karachi'));
    // Whoever looks at the list once more has chosen nothing else.
    await finger.tap(zone);
    await page.getByRole('option', { name: 'Asia/Karachi', exact: true }).waitFor();
    await finger.tap(key(WORDS.touchKeyboard.done));
    await until(async () => expect(await keyboard.count()).toBe(0));
    expect(await zone.inputValue()).toBe('Asia/Karachi');
    await finger.tap(onward(page));
    await stepIs(page, 'try');
    await finger.tap(onward(page));
    await stepIs(page, 'pin');
    await finger.tap(field(page, 'staffPin'));
    await type(PIN);
    await finger.tap(key(WORDS.touchKeyboard.nextField));
    await type(PIN);
    expect(await pinAgain(page).inputValue()).toBe(PIN);
    await finger.tap(key(SAY.finish));
    await screenIs(page, 'scan');
  },
  TOUCHES_MS,
);
