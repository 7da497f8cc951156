import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { type Words, wordsIn } from '../../renderer/words/words.ts';
import urdu from '../../shared/words/catalogues/ur.json' with { type: 'json' };
import { compiled } from '../../shared/words/compile.ts';
import { WORDS } from '../fixtures/words.ts';
import { served } from './drivers/served.ts';
import { KeyboardAlone } from './fixtures/keyboard-alone.ts';
import { nextResult, outcomeIs, screenIs } from './fixtures/page-marks.ts';
import { KEY, PIN, runKiosk, runSimulator } from './fixtures/running-kiosk.ts';
import { codeSentFor } from './fixtures/scan-log.ts';
import { WedgeScanner } from './fixtures/scanner.ts';
import { until } from './fixtures/until.ts';

/** The languages, and the key that goes on to the next tab in each. */
const WALKS = [
  { language: 'en', words: WORDS, direction: 'ltr', onward: 'ArrowRight' },
  { language: 'ur', words: wordsIn('ur', compiled(urdu)), direction: 'rtl', onward: 'ArrowLeft' },
] as const;

/** A person's pace is slow, and a busy machine is no quicker. */
const WALK_MS = 120_000;

type Walk = { page: Page; words: Words; person: KeyboardAlone };

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const setting = (page: Page, words: Words, name: keyof Words['settings']['labels']) =>
  page.getByLabel(words.settings.labels[name], { exact: true });

/** Sets the kiosk up, in the language that is chosen on the way. */
async function setUp({ page, words, person }: Walk, language: string, baseUrl: string) {
  const { titles, next, skip, finish } = words.setup;
  const begins = (title: string) =>
    person.isOn(page.getByRole('heading', { name: title, exact: true }));
  // English is what it is at the beginning.
  await person.isOn(page.getByRole('heading', { name: WORDS.setup.titles.connect }));
  await person.press(page.locator('header .language'));
  const dialog = page.getByRole('dialog');
  await person.press(dialog.locator(`li button[lang="${language}"]`));
  await page.locator(`html[lang="${language}"]`).waitFor({ state: 'attached' });
  await dialog.waitFor({ state: 'detached' });

  await person.fill(setting(page, words, 'baseUrl'), baseUrl);
  await person.fill(setting(page, words, 'apiKey'), KEY);
  await person.press(button(page, next));
  await begins(titles.purpose);
  await person.reach(page.locator('input[name=purpose]:checked'));
  await person.key('ArrowDown');
  const { gate } = words.settings.options;
  expect(await page.getByRole('radio', { name: gate, exact: true }).isChecked()).toBe(true);
  // The walk goes on as a visitor's, whose results leave the screen by themselves.
  await person.key('ArrowUp');
  await person.key('Enter');

  await begins(titles.place);
  const zone = page.getByRole('combobox', { name: words.settings.labels.timeZone });
  await person.reach(zone);
  await person.type('karachi');
  await person.key('Enter');
  await until(async () => expect(await zone.inputValue()).toBe('Asia/Karachi'));
  const choice = page.locator('select[name=language]');
  await person.reach(choice);
  expect(await choice.inputValue()).toBe(language);
  await person.press(button(page, next));
  await begins(titles.try);
  await person.press(button(page, skip));
  await begins(titles.pin);
  await person.fill(setting(page, words, 'staffPin'), PIN);
  await person.fill(page.getByLabel(words.settings.pinAgain, { exact: true }), PIN);
  await person.press(button(page, finish));
  await screenIs(page, 'scan');
  await person.isSomewhere();
}

/** Types a code, once in vain and once to the end. @returns the scan's id */
async function typeCode({ page, words, person }: Walk, code: string) {
  const open = button(page, words.edge.typeCode);
  await person.press(open);
  await page.getByRole('dialog').waitFor();
  await person.type(code.slice(0, 3));
  await person.key('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await person.isOn(open);

  await person.press(open);
  const told = await nextResult(page);
  await person.type(code);
  await person.key('Enter');
  const scanId = await told('checked-in');
  await person.isSomewhere();
  return scanId;
}

/** Opens the staff area, and goes to each of its tabs in turn. */
async function visitStaff({ page, words, person }: Walk, onward: string) {
  await person.press(button(page, words.edge.staff));
  await screenIs(page, 'staff');
  await person.type(PIN);
  await person.key('Enter');
  await page.locator('[data-problems]').waitFor();
  await person.isSomewhere();

  const tab = (name: string) => page.getByRole('tab', { name, exact: true });
  await person.reach(tab(words.staff.overview));
  await person.key(onward);
  await person.isOn(tab(words.staff.scans));
  await page.getByLabel(words.scans.search).waitFor();
  await person.key(onward);
  await person.isOn(tab(words.staff.counts));
  await page.locator('[data-count="admitted"]').first().waitFor();
  await person.key(onward);
  await page.getByRole('button', { name: words.preflight.again, exact: true }).waitFor();
  await person.isOn(tab(words.staff.check));
  await person.key(onward);
  await page.getByRole('heading', { name: words.scannerTest.tryTitle }).waitFor();
  await person.isOn(tab(words.staff.scanner));
  await person.key(onward);
  await page.getByRole('heading', { name: words.files.scans, exact: true }).waitFor();
  await person.isOn(tab(words.staff.files));
  await person.key(onward);
  await setting(page, words, 'location').waitFor();
  await person.isOn(tab(words.staff.settings));
}

/** Changes settings, and thinks better of wiping the device. */
async function changeSettings({ page, words, person }: Walk) {
  await person.fill(setting(page, words, 'location'), 'gate-k');
  await person.press(page.getByText(words.settings.more, { exact: true }));
  const spoken = page.getByRole('switch', { name: words.settings.labels.speech });
  await person.reach(spoken);
  await person.key('Space');
  expect(await spoken.isChecked()).toBe(true);
  const save = button(page, words.settings.save);
  await person.press(save);
  await page.getByText(words.settings.saved, { exact: true }).waitFor();
  await person.isOn(save);

  const wipe = button(page, words.wipe.open);
  await person.press(wipe);
  await person.isOn(page.getByRole('heading', { name: words.wipe.headline }));
  await person.key('Escape');
  await person.isOn(wipe);
}

describe.each(WALKS)('with a keyboard alone, in $language', ({ language, words, ...walk }) => {
  it(
    'a kiosk is set up, takes a scan and a typed code, and shows staff everything',
    async () => {
      const simulator = await runSimulator();
      const kiosk = await runKiosk(served);
      const { page } = kiosk;
      const way: Walk = { page, words, person: new KeyboardAlone(page) };
      await screenIs(page, 'setup');
      await setUp(way, language, simulator.url);
      expect(await page.locator('html').getAttribute('dir')).toBe(walk.direction);

      await (await WedgeScanner.attachTo(page)).scan('TEST-KEYS-1');
      await outcomeIs(page, 'checked-in');
      await outcomeIs(page, 'idle');
      const scanId = await typeCode(way, 'TEST-KEYS-2');
      expect(codeSentFor({ ...kiosk, simulator }, scanId)).toBe('TEST-KEYS-2');

      await visitStaff(way, walk.onward);
      await changeSettings(way);
      await way.person.press(button(page, words.staff.lock));
      await screenIs(page, 'scan');
      await way.person.isOn(button(page, words.edge.staff));
      await page.getByText('gate-k', { exact: true }).waitFor();
    },
    WALK_MS,
  );
});
