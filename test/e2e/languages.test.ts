import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { LANGUAGES, type Language } from '../../shared/words/languages.ts';
import { wordsOf } from '../fixtures/words-of.ts';
import { describeOnEveryDriver } from './drivers/every-driver.ts';
import { served } from './drivers/served.ts';
import { outcomeIs, resultSays, screenIs } from './fixtures/page-marks.ts';
import { PIN, runScanningKiosk } from './fixtures/running-kiosk.ts';
import { openPinPad } from './fixtures/staff-area.ts';
import { until } from './fixtures/until.ts';

const URDU = wordsOf('ur');

/** Resolves once the invitation to scan is in this language, and the page says so to the browser. */
async function isIn(page: Page, language: Language): Promise<void> {
  const { tag, direction } = LANGUAGES[language];
  const { headline } = wordsOf(language).idle;
  await page.getByRole('heading', { name: headline, exact: true }).waitFor();
  const root = page.locator('html');
  await until(async () => {
    expect(await root.getAttribute('lang')).toBe(tag);
    expect(await root.getAttribute('dir')).toBe(direction);
  });
}

/** Opens the list of languages, which a visitor finds by the name of the one that is shown. */
async function openList(page: Page, shown: Language) {
  const { name } = LANGUAGES[shown];
  const opener = page.getByRole('button', { name: wordsOf(shown).languages.open({ name }) });
  await opener.click();
  return page.getByRole('dialog', { name: wordsOf(shown).languages.title });
}

async function choose(page: Page, language: Language): Promise<void> {
  const list = await openList(page, 'en');
  await list.getByRole('button', { name: LANGUAGES[language].name, exact: true }).click();
  await list.waitFor({ state: 'detached' });
  await isIn(page, language);
}

describeOnEveryDriver('the language that a visitor chooses', (driver) => {
  it('is one of those that the organiser offers, each by its own name', async () => {
    const { page } = await runScanningKiosk(driver, {
      env: { KIOSK_LANGUAGE: 'de', KIOSK_OFFERED_LANGUAGES: 'ur,ja' },
    });
    await isIn(page, 'de');
    const list = await openList(page, 'de');
    expect(await list.getByRole('listitem').allTextContents()).toEqual([
      'اردو',
      'Deutsch',
      '日本語',
    ]);
    // Whoever wants none of them goes back.
    await list.getByRole('button', { name: wordsOf('de').languages.close, exact: true }).click();
    await list.waitFor({ state: 'detached' });
    await isIn(page, 'de');
  });

  it('holds for the next result, and then the kiosk has its own again', async () => {
    const { page, scanner } = await runScanningKiosk(driver);
    await choose(page, 'ur');
    await scanner.scan('BADGE-1');
    await outcomeIs(page, 'checked-in');
    await resultSays(page, URDU.result.checkedIn);
    await outcomeIs(page, 'idle');
    await isIn(page, 'en');
  });

  it('is that of the staff area that is opened from it, and not of the visitor after that', async () => {
    const { page } = await runScanningKiosk(driver);
    await choose(page, 'ur');
    await page.getByRole('button', { name: URDU.edge.staff, exact: true }).click();
    await page.getByRole('button', { name: URDU.pin.back, exact: true }).click();
    await isIn(page, 'en');
  });

  it('can be chosen on the PIN pad, whatever visitors are offered, and is that of the staff area', async () => {
    const { page } = await runScanningKiosk(driver, {
      env: { KIOSK_LANGUAGE: 'de', KIOSK_OFFERED_LANGUAGES: 'de' },
    });
    await isIn(page, 'de');
    const GERMAN = wordsOf('de');
    await page.getByRole('button', { name: GERMAN.edge.staff, exact: true }).click();
    const list = await openList(page, 'de');
    // Whoever types now doesn't type a PIN.
    await page.keyboard.type('12', { delay: 120 });
    await list.getByRole('button', { name: LANGUAGES.ur.name, exact: true }).click();
    const field = page.getByLabel(URDU.pin.label, { exact: true });
    await field.waitFor();
    expect(await field.inputValue()).toBe('');
    await page.keyboard.type(PIN, { delay: 120 });
    await page.keyboard.press('Enter');
    await page.locator('[data-problems]').waitFor();
    await page.getByRole('button', { name: URDU.staff.lock, exact: true }).click();
    await isIn(page, 'de');
  });
});

it('there is no choice where only one language is offered', async () => {
  const { page } = await runScanningKiosk(served, {
    env: { KIOSK_LANGUAGE: 'ur', KIOSK_OFFERED_LANGUAGES: 'ur' },
  });
  await isIn(page, 'ur');
  const { name } = LANGUAGES.ur;
  expect(await page.getByRole('button', { name: URDU.languages.open({ name }) }).count()).toBe(0);
});

/** A kiosk before a clock that the test moves on. */
const runBeforeClock = () =>
  runScanningKiosk(served, { onPage: (opened) => opened.clock.install() });

it('thirty seconds after the last touch the kiosk has its own language again', async () => {
  const { page } = await runBeforeClock();
  await choose(page, 'ur');
  await page.clock.fastForward(20_000);
  await page.locator('main').click({ position: { x: 5, y: 5 } });
  // The touch counts: without it the time would be over.
  await page.clock.fastForward(20_000);
  await isIn(page, 'ur');
  await page.clock.fastForward(10_000);
  await isIn(page, 'en');
});

it('the list of languages closes when nobody has touched it for as long', async () => {
  const { page } = await runBeforeClock();
  const list = await openList(page, 'en');
  await page.clock.fastForward(31_000);
  await list.waitFor({ state: 'detached' });
});

it('the language that was chosen on a PIN pad is gone with whoever left the pad open', async () => {
  const { page } = await runBeforeClock();
  await openPinPad(page);
  const list = await openList(page, 'en');
  await list.getByRole('button', { name: LANGUAGES.ur.name, exact: true }).click();
  await page.getByLabel(URDU.pin.label, { exact: true }).waitFor();
  await page.clock.fastForward(31_000);
  await screenIs(page, 'scan');
  await isIn(page, 'en');
});
