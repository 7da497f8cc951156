import { expect, it } from 'vitest';
import { wordsIn } from '../../renderer/words/words.ts';
import german from '../../shared/words/catalogues/de.json' with { type: 'json' };
import { compiled } from '../../shared/words/compile.ts';
import { WORDS } from '../fixtures/words.ts';
import { served } from './drivers/served.ts';
import { screenIs } from './fixtures/page-marks.ts';
import { PIN, runScanningKiosk } from './fixtures/running-kiosk.ts';
import { field, openSettings } from './fixtures/staff-area.ts';

const GERMAN = wordsIn('de', compiled(german));

it('the staff area is in the language that staff choose, until they lock it', async () => {
  const { page } = await runScanningKiosk(served);
  await openSettings(page, PIN);
  await field(page, 'eventName').waitFor();
  const open = page.getByRole('button', { name: WORDS.languages.open({ name: 'English' }) });
  await open.click();
  await page.getByRole('dialog').getByRole('button', { name: 'Deutsch', exact: true }).click();
  await page.getByRole('tab', { name: GERMAN.staff.settings, selected: true }).waitFor();
  // Whatever was being done goes on, and so does the way of whoever uses a keyboard.
  await page.getByLabel(GERMAN.settings.labels.eventName, { exact: true }).waitFor();
  const button = page.getByRole('button', { name: GERMAN.languages.open({ name: 'Deutsch' }) });
  expect(await button.evaluate((it) => it === document.activeElement)).toBe(true);

  await page.getByRole('button', { name: GERMAN.staff.lock, exact: true }).click();
  await screenIs(page, 'scan');
  await page.getByRole('button', { name: WORDS.edge.staff, exact: true }).waitFor();
});

it('a language is shown once it is chosen as a setting, and the saved one again without saving', async () => {
  const { page } = await runScanningKiosk(served, { env: { KIOSK_EVENT_NAME: '' } });
  await openSettings(page, PIN);
  await field(page, 'language').selectOption('de');
  await page.getByRole('button', { name: GERMAN.settings.save, exact: true }).waitFor();

  // What was typed is still there after a look at another page.
  const labelled = (name: 'eventName' | 'language') =>
    page.getByLabel(GERMAN.settings.labels[name], { exact: true });
  const tab = (name: 'overview' | 'settings') =>
    page.getByRole('tab', { name: GERMAN.staff[name], exact: true });
  await labelled('eventName').fill('Typed Conference');
  await tab('overview').click();
  await labelled('eventName').waitFor({ state: 'detached' });
  await tab('settings').click();
  await labelled('eventName').waitFor();
  expect(await labelled('eventName').inputValue()).toBe('Typed Conference');
  expect(await labelled('language').inputValue()).toBe('de');
  await page.getByRole('button', { name: GERMAN.staff.lock, exact: true }).click();
  await screenIs(page, 'scan');
  await page.getByRole('button', { name: WORDS.edge.staff, exact: true }).waitFor();

  // Whoever locks the area gives up what wasn't saved.
  await openSettings(page, PIN);
  expect(await field(page, 'eventName').inputValue()).not.toBe('Typed Conference');
});
