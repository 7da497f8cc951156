import { expect, it } from 'vitest';
import {
  JOIN,
  JOIN_LINE,
  JOIN_SECRETS,
  NEWER_JOIN_LINE,
  OTHER_JOIN_LINE,
} from '../fixtures/a-join-line.ts';
import { WORDS } from '../fixtures/words.ts';
import { cheapHubCode, PASSPHRASE } from '../unit/provisioning/a-code.ts';
import { served } from './drivers/served.ts';
import { filesWith } from './fixtures/folder-contents.ts';
import { outcomeIs } from './fixtures/page-marks.ts';
import { PIN, readySettings, runKiosk, runSimulator } from './fixtures/running-kiosk.ts';
import { WedgeScanner } from './fixtures/scanner.ts';
import { field, openSettings } from './fixtures/staff-area.ts';
import { until } from './fixtures/until.ts';

const SAY = WORDS.hub;
const NAMED = { name: `“${WORDS.hub.line}”` };

it('staff join a hub by its line, another one by a code, see which it is, and leave it', async () => {
  const simulator = await runSimulator();
  const env = { ...readySettings(simulator), KIOSK_LOCATION: '' };
  const { page, dataDir, close } = await runKiosk(served, { env });
  const scanner = await WedgeScanner.attachTo(page);
  await openSettings(page, PIN);
  const section = page.getByRole('region', { name: SAY.headline, exact: true });
  const button = (name: string) => section.getByRole('button', { name, exact: true });
  const says = (text: string) => section.getByText(text, { exact: true }).waitFor();
  await says(SAY.notJoined);
  // What is typed elsewhere on the page is still there afterwards.
  await field(page, 'location').fill('half typed');

  await button(SAY.join).click();
  await button(SAY.paste).click();
  const line = section.getByLabel(SAY.line, { exact: true });
  const paste = async (text: string) => {
    await line.fill(text);
    await line.press('Enter');
  };
  expect(await line.getAttribute('type')).toBe('password');
  await paste('BADGE-1');
  await says(SAY.noCode);
  await paste(JOIN_LINE.slice(0, -1));
  await says(WORDS.problems.hubLine['not-accepted'](NAMED));
  await paste(NEWER_JOIN_LINE);
  await says(WORDS.problems.setting['newer-line'](NAMED));
  await paste(` KIOSK_HUB_JOIN=${JOIN_LINE}\n`);
  await says(SAY.done({ addresses: '127.0.0.1:9' }));
  await says(SAY.joined({ addresses: '127.0.0.1:9', device: JOIN.device }));
  expect(filesWith(dataDir, JOIN.seed)).toEqual(['device.join']);
  await button(WORDS.provisioning.close).click();

  // No hub has made this line's key. How a real hub refuses a device is tried in test/integration/venue/.
  const refuses = page.getByText(WORDS.venue.hub.refused, { exact: true });
  await refuses.waitFor();
  await page.getByText(WORDS.venue.hubDo.refused, { exact: true }).waitFor();

  await button(SAY.another).click();
  await scanner.scan(await cheapHubCode({ hub: OTHER_JOIN_LINE }));
  await says(WORDS.provisioning.taken);
  await section.getByLabel(WORDS.provisioning.passphrase, { exact: true }).fill(PASSPHRASE);
  await button(WORDS.provisioning.use).click();
  await says(SAY.joined({ addresses: '127.0.0.1:7', device: JOIN.device }));
  expect(await field(page, 'location').inputValue()).toBe('half typed');

  const html = await page.content();
  for (const secret of JOIN_SECRETS) expect(html).not.toContain(secret);

  await button(SAY.leave).click();
  const question = page.getByRole('dialog', { name: SAY.leaveHeadline });
  await question.getByRole('button', { name: SAY.stay, exact: true }).click();
  await question.waitFor({ state: 'detached' });
  await until(async () => expect(await button(SAY.leave).evaluate(hasFocus)).toBe(true));
  await page.keyboard.press('Enter');
  await question.getByRole('button', { name: SAY.leaveConfirm, exact: true }).click();
  await says(SAY.notJoined);
  await says(SAY.left);
  // Nothing is left of what was told of that hub.
  expect(await button(SAY.join).getAttribute('aria-expanded')).toBe('false');
  await refuses.waitFor({ state: 'detached' });
  expect(await page.evaluate(() => document.activeElement !== document.body)).toBe(true);
  expect(filesWith(dataDir, JOIN.seed)).toEqual([]);

  await page.getByRole('button', { name: WORDS.staff.lock, exact: true }).click();
  await scanner.scan('TEST-WITHOUT-HUB');
  await outcomeIs(page, 'checked-in');
  expect(await close()).toBe(0);
});

const hasFocus = (element: Element) => element === document.activeElement;
