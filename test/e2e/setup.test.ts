import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { WORDS } from '../fixtures/words.ts';
import { describeOnEveryDriver } from './drivers/every-driver.ts';
import { standIn } from './drivers/stand-in.ts';
import { filesWith } from './fixtures/folder-contents.ts';
import { resultSays, screenIs } from './fixtures/page-marks.ts';
import { KEY, PIN, runKiosk, runSimulator } from './fixtures/running-kiosk.ts';
import { readScans } from './fixtures/scan-log.ts';
import { WedgeScanner } from './fixtures/scanner.ts';
import { connect, goOn, onward, pinAgain, setUpOnScreen, stepIs } from './fixtures/set-up.ts';
import {
  enterPin,
  field,
  isMissing,
  openSettings,
  saveSettings,
  typeSettings,
} from './fixtures/staff-area.ts';
import { until } from './fixtures/until.ts';

const SAY = WORDS.settings;

describeOnEveryDriver('the first set-up', (driver) => {
  it('explains what is wrong, then scans, and is kept over a restart', async () => {
    const simulator = await runSimulator();
    const { page, dataDir, close } = await runKiosk(driver);
    await stepIs(page, 'connect');
    const alert = page.getByRole('alert');

    // All that can be told without asking Confera is told at once.
    await field(page, 'baseUrl').fill('http://confera.example');
    await field(page, 'apiKey').fill('abc def');
    await onward(page).click();
    await alert.getByText('must start with https://').waitFor();
    await alert.getByText('has no spaces').waitFor();
    expect(await field(page, 'baseUrl').getAttribute('aria-invalid')).toBe('true');

    await field(page, 'baseUrl').fill(simulator.url);
    await field(page, 'apiKey').fill('cat_demo_revoked');
    await onward(page).click();
    await alert.getByText(SAY.problems.unauthorized, { exact: true }).waitFor();
    expect(await field(page, 'apiKey').getAttribute('aria-invalid')).toBe('true');
    const anyway = page.getByRole('button', { name: WORDS.setup.goOn, exact: true });
    expect(await anyway.count()).toBe(0);
    await connect(page, { baseUrl: simulator.url, apiKey: KEY });

    await page.getByText(SAY.testPassed, { exact: true }).waitFor();
    await page.getByRole('radio', { name: SAY.options.gate, exact: true }).check();
    await goOn(page, 'purpose', 'place');
    await field(page, 'location').fill('gate-b');
    await page.getByText(SAY.more, { exact: true }).click();
    await field(page, 'eventName').fill('Harbour Conference');
    await goOn(page, 'place', 'try');

    const scanner = await WedgeScanner.attachTo(page);
    await scanner.scan('TEST-TRIED');
    await page.getByText(WORDS.setup.works, { exact: true }).waitFor();
    await page.getByText('TEST-TRIED', { exact: true }).waitFor();
    await page.getByText(WORDS.setup.readBy.wedge, { exact: true }).waitFor();
    await goOn(page, 'try', 'pin');

    await field(page, 'staffPin').fill('1234');
    await page.getByText(WORDS.setup.pinEasy, { exact: true }).waitFor();
    await field(page, 'staffPin').fill(PIN);
    await page.getByText(WORDS.setup.pinEasy, { exact: true }).waitFor({ state: 'hidden' });
    await pinAgain(page).fill('1111');
    await onward(page).click();
    await alert.getByText(SAY.pinsDiffer, { exact: true }).waitFor();
    await pinAgain(page).fill(PIN);
    await onward(page).click();
    await screenIs(page, 'scan');
    await page.getByText('Harbour Conference', { exact: true }).waitFor();

    await scanner.scan('TEST-SET-UP');
    await resultSays(page, WORDS.result.welcomeName({ name: 'Guest TEST-SET-UP' }));
    expect(readScans({ dataDir })).toMatchObject([{ location: 'gate-b', state: 'done' }]);
    expect(simulator.journal().filter(({ code }) => code === 'TEST-TRIED')).toEqual([]);
    expect(readdirSync(dataDir).filter((name) => name.includes('draft'))).toEqual([]);
    expect(await close()).toBe(0);

    const again = await runKiosk(driver, { dataDir });
    await screenIs(again.page, 'scan');
    await (await WedgeScanner.attachTo(again.page)).scan('TEST-RESTARTED');
    await resultSays(again.page, WORDS.result.welcomeName({ name: 'Guest TEST-RESTARTED' }));
  });

  it('asks for all that a step needs at once, and puts the focus where it is missing', async () => {
    const simulator = await runSimulator();
    const { page } = await runKiosk(driver);
    await stepIs(page, 'connect');
    const alert = page.getByRole('alert');
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute('name'));
    await onward(page).click();
    await alert.getByText(isMissing('baseUrl')).waitFor();
    await alert.getByText(isMissing('apiKey')).waitFor();
    expect(await alert.count()).toBe(2);
    await until(async () => expect(await focused()).toBe('baseUrl'));

    // What is put right is no longer wrong, and the focus stays where a person types.
    await page.keyboard.press('h');
    await until(async () => expect(await alert.count()).toBe(1));
    expect(await focused()).toBe('baseUrl');
    expect(await field(page, 'baseUrl').inputValue()).toBe('h');

    await field(page, 'baseUrl').fill(simulator.url);
    await onward(page).click();
    await alert.getByText(isMissing('apiKey')).waitFor();
    await until(async () => expect(await focused()).toBe('apiKey'));
    await field(page, 'apiKey').fill(KEY);
    expect(await alert.count()).toBe(0);
    await stepIs(page, 'connect');
  });

  it('tests the connection before it goes on, and saves nothing yet', async () => {
    const simulator = await runSimulator();
    const { page, dataDir } = await runKiosk(driver);
    simulator.setFaults([{ fault: { kind: 'html-page' }, on: 'all' }]);
    await stepIs(page, 'connect');
    await field(page, 'baseUrl').fill(simulator.url);
    await field(page, 'apiKey').fill(KEY);
    await onward(page).click();
    await page.getByText(WORDS.facts.trouble['sign-in'], { exact: true }).waitFor();

    const { url } = simulator;
    await simulator.close();
    await onward(page).click();
    await page.getByText(WORDS.facts.trouble.refused, { exact: true }).waitFor();
    expect(url).toBe(await field(page, 'baseUrl').inputValue());
    await stepIs(page, 'connect');

    // A kiosk is often set up where its network isn't.
    await page.getByRole('button', { name: WORDS.setup.goOn, exact: true }).click();
    await stepIs(page, 'purpose');
    expect(filesWith(dataDir, KEY)).toEqual([]);
    await screenIs(page, 'setup');
  });

  it('leaves the key in one file for this user alone, and the PIN nowhere', async () => {
    const simulator = await runSimulator();
    const { page, dataDir, close } = await runKiosk(driver);
    await setUpOnScreen(page, { baseUrl: simulator.url, apiKey: KEY, pin: PIN });
    await screenIs(page, 'scan');
    await close();
    expect(filesWith(dataDir, PIN)).toEqual([]);
    expect(filesWith(dataDir, '$argon2id$')).toEqual(['staff.json']);
    expect(filesWith(dataDir, KEY)).toEqual(['device.key']);
    expect(statSync(path.join(dataDir, 'device.key')).mode & 0o077).toBe(0);
  });

  it('seals the key where the machine has a keyring, and has it again after a restart', async ({
    skip,
  }) => {
    if (driver.name !== standIn.name)
      skip('only the stand-in has a keyring that a test can switch');
    const simulator = await runSimulator();
    const env = { STANDIN_KEYRING: '1' };
    const { page, dataDir, close } = await runKiosk(driver, { env });
    await page.getByText(SAY.protection.keyring, { exact: true }).waitFor();
    await setUpOnScreen(page, { baseUrl: simulator.url, apiKey: KEY, pin: PIN });
    await screenIs(page, 'scan');
    await close();
    expect(filesWith(dataDir, KEY)).toEqual([]);

    const again = await runKiosk(driver, { dataDir, env });
    await screenIs(again.page, 'scan');
    await (await WedgeScanner.attachTo(again.page)).scan('TEST-SEALED');
    await resultSays(again.page, WORDS.result.welcomeName({ name: 'Guest TEST-SEALED' }));
  });

  it('keeps one key alone where the keyring comes and goes', async ({ skip }) => {
    if (driver.name !== standIn.name)
      skip('only the stand-in has a keyring that a test can switch');
    const simulator = await runSimulator();
    const keyring = { STANDIN_KEYRING: '1' };
    const first = await runKiosk(driver);
    const { dataDir } = first;
    const keyFiles = () => readdirSync(dataDir).filter((name) => name.startsWith('device.key'));
    await setUpOnScreen(first.page, { baseUrl: simulator.url, apiKey: KEY, pin: PIN });
    await screenIs(first.page, 'scan');
    await first.close();
    expect(keyFiles()).toEqual(['device.key']);

    const second = await runKiosk(driver, { dataDir, env: keyring });
    await screenIs(second.page, 'scan');
    await second.close();
    expect(keyFiles()).toEqual(['device.key.sealed']);
    expect(filesWith(dataDir, KEY)).toEqual([]);

    // Locked: the key can't be read, and is entered again.
    const third = await runKiosk(driver, { dataDir });
    await screenIs(third.page, 'setup');
    await enterPin(third.page, PIN);
    await typeSettings(third.page, { apiKey: KEY });
    await saveSettings(third.page);
    await screenIs(third.page, 'scan');
    expect(keyFiles()).toEqual(['device.key']);
  });

  it('shows what is given from outside, and lets nobody change it', async () => {
    const simulator = await runSimulator();
    const { page } = await runKiosk(driver, {
      env: { CONFERA_BASE_URL: simulator.url, CONFERA_API_KEY: KEY, KIOSK_STAFF_PIN: PIN },
    });
    await screenIs(page, 'scan');
    await openSettings(page, PIN);
    expect(await field(page, 'baseUrl').isDisabled()).toBe(true);
    expect(await field(page, 'baseUrl').inputValue()).toBe(simulator.url);
    expect(await field(page, 'apiKey').isDisabled()).toBe(true);
    expect(await field(page, 'apiKey').inputValue()).toBe('');
    expect(await field(page, 'location').isEnabled()).toBe(true);
  });
});
