import type { Locator } from 'playwright-core';
import { expect, it } from 'vitest';
import { JOIN, JOIN_LINE } from '../fixtures/a-join-line.ts';
import { WORDS } from '../fixtures/words.ts';
import { describeOnEveryDriver } from './drivers/every-driver.ts';
import { standIn } from './drivers/stand-in.ts';
import { outcomeIs, screenIs } from './fixtures/page-marks.ts';
import { type PageTrace, tracePage } from './fixtures/page-trace.ts';
import { filesWith } from './fixtures/processes.ts';
import {
  PIN,
  readySettings,
  runKiosk,
  runScanningKiosk,
  runSimulator,
} from './fixtures/running-kiosk.ts';
import { codeSentFor } from './fixtures/scan-log.ts';
import { WedgeScanner } from './fixtures/scanner.ts';
import { connect, goOn, onward, pinAgain, stepIs } from './fixtures/set-up.ts';
import { field, openSettings } from './fixtures/staff-area.ts';
import { until } from './fixtures/until.ts';

/** Occurs nowhere else, so that finding it is finding it out. */
const SECRET_KEY = 'cat_e2e_7Jq2NeverOnAScreen';

/** Where a text occurs in another, by what stands before it: the whole would be a whole page. */
function placesOf(text: string, whole: string): string[] {
  return whole
    .split(text)
    .slice(0, -1)
    .map((before) => before.slice(-80));
}

async function simulatorWithSecretKey() {
  const simulator = await runSimulator();
  simulator.setKey(SECRET_KEY, { state: 'live', scopes: ['badges:write'] });
  return simulator;
}

describeOnEveryDriver('what the page gets to know', (driver) => {
  it('is never the key nor the line for a hub, and it asks nobody but its own core', async () => {
    const simulator = await simulatorWithSecretKey();
    let trace: PageTrace | undefined;
    const { page, origin, sentToPage } = await runKiosk(driver, {
      env: {
        ...readySettings(simulator),
        CONFERA_API_KEY: SECRET_KEY,
        KIOSK_HUB_JOIN: JOIN_LINE,
      },
      onPage: async (shown) => {
        trace = await tracePage(shown);
      },
    });
    await screenIs(page, 'scan');
    const scanner = await WedgeScanner.attachTo(page);
    await scanner.scan('TEST-SECRECY');
    await outcomeIs(page, 'checked-in');
    simulator.setFaults([{ fault: { kind: 'unauthorized' }, on: 'all' }]);
    await scanner.scan('TEST-SECRECY-REFUSED');
    await outcomeIs(page, 'attention');
    const scanning = await trace?.held();
    await openSettings(page, PIN);

    const sent = `${await trace?.received()}\n${(await sentToPage()).join('\n')}`;
    // The trace sees what the core says: the event's name came this way, and only so.
    expect(placesOf('Harbour Conference', sent)).not.toEqual([]);
    // The staff area says which hub it is.
    expect(placesOf(JOIN.device, sent)).not.toEqual([]);
    const held = `${scanning}${await trace?.held()}`;
    for (const secret of [SECRET_KEY, JOIN_LINE, JOIN.seed, JOIN.secret]) {
      expect(placesOf(secret, sent)).toEqual([]);
      expect(placesOf(secret, held)).toEqual([]);
    }
    const requests = trace?.requests() ?? [];
    const elsewhere = requests.filter(
      (url) => !url.startsWith(`${origin}/`) && !/^(data|blob):/.test(url),
    );
    expect(requests).not.toEqual([]);
    expect(elsewhere).toEqual([]);
  });

  it('is not the key that was typed on it, once that is saved', async () => {
    const simulator = await simulatorWithSecretKey();
    let trace: PageTrace | undefined;
    const { page, sentToPage, dataDir, stderr, close } = await runKiosk(driver, {
      env: { STANDIN_KEYRING: '1' },
      onPage: async (shown) => {
        trace = await tracePage(shown);
      },
    });
    // A picture of the screen shows dots.
    const isHidden = async (secret: Locator) =>
      expect(await secret.getAttribute('type')).toBe('password');
    await connect(page, { baseUrl: simulator.url, apiKey: SECRET_KEY });
    await page.getByRole('button', { name: WORDS.setup.back, exact: true }).click();
    await stepIs(page, 'connect');
    await isHidden(field(page, 'apiKey'));
    await goOn(page, 'connect', 'purpose');
    await goOn(page, 'purpose', 'place');
    await field(page, 'location').fill('gate-draft');
    await goOn(page, 'place', 'try');
    await goOn(page, 'try', 'pin');
    await field(page, 'staffPin').fill(PIN);
    await pinAgain(page).fill(PIN);
    await isHidden(field(page, 'staffPin'));
    await isHidden(pinAgain(page));
    // What the core keeps of an unfinished set-up has no secret in it.
    await until(() => expect(filesWith(dataDir, 'gate-draft')).toEqual(['set-up-draft.json']));
    expect(filesWith(dataDir, SECRET_KEY)).toEqual([]);
    expect(filesWith(dataDir, PIN)).toEqual([]);
    await onward(page).click();
    await screenIs(page, 'scan');
    await openSettings(page, PIN);
    await page.getByText(WORDS.settings.secretKept).first().waitFor();
    const known = `${await trace?.received()}${(await sentToPage()).join()}${await trace?.held()}`;
    expect(placesOf(simulator.url, known)).not.toEqual([]);
    expect(placesOf(SECRET_KEY, known)).toEqual([]);
    expect(placesOf(PIN, known)).toEqual([]);

    await close();
    // Sealed by the keyring, or in the one file that the screen tells of.
    const told = driver.name === standIn.name ? [] : ['device.key'];
    expect(filesWith(dataDir, SECRET_KEY).filter((file) => !told.includes(file))).toEqual([]);
    expect(filesWith(dataDir, PIN)).toEqual([]);
    expect(placesOf(SECRET_KEY, stderr())).toEqual([]);
  });

  it('comes under a policy that lets no foreign or inline code in', async () => {
    const simulator = await runSimulator();
    const policies: string[] = [];
    const { page, origin } = await runKiosk(driver, {
      env: readySettings(simulator),
      onPage: (shown) => {
        shown.on('response', (response) => {
          const policy = response.headers()['content-security-policy'];
          if (response.request().isNavigationRequest() && policy) policies.push(policy);
        });
      },
    });
    await screenIs(page, 'scan');
    expect(policies.at(-1)).toContain("default-src 'none'");
    expect(policies.at(-1)).not.toContain('unsafe-inline');
    expect(policies.at(-1)).not.toContain("'unsafe-eval'");

    const tried = await page.evaluate(async (elsewhere) => {
      const script = document.createElement('script');
      script.textContent = 'document.title = "inline code ran"';
      document.body.append(script);
      const asked = await fetch(elsewhere, { mode: 'no-cors' }).then(
        () => 'answered',
        () => 'refused',
      );
      return { title: document.title, asked };
    }, `${simulator.url}/api/public/v1/health`);
    expect(tried).toEqual({ title: 'Confera Kiosk', asked: 'refused' });
    // The kiosk itself may have read the programme meanwhile.
    expect(simulator.journal().filter(({ kind }) => kind !== 'read' && kind !== 'image')).toEqual(
      [],
    );
    expect(page.url().startsWith(`${origin}/`)).toBe(true);
  });
});

describeOnEveryDriver('the shell around the page', (driver) => {
  it('lets nothing lead it elsewhere, and opens no window', async ({ skip }) => {
    if (!driver.isShell) skip('a browser goes where its person goes');
    const kiosk = await runScanningKiosk(driver);
    const { page, simulator, scanner, origin } = kiosk;
    await page.evaluate((url) => {
      location.href = `${url}/led-away`;
    }, simulator.url);
    // Playwright waits for the end of a navigation that was refused, until it hears of another one.
    await page.evaluate(() => history.replaceState(null, '', location.href));
    await page.evaluate((url) => void window.open(`${url}/popup`), simulator.url);
    await page.evaluate((url) => {
      const link = document.createElement('a');
      link.href = `${url}/link`;
      link.target = '_blank';
      document.body.append(link);
      link.click();
    }, simulator.url);
    await scanner.scan('TEST-STILL-HERE');
    expect(codeSentFor(kiosk, await outcomeIs(page, 'checked-in'))).toBe('TEST-STILL-HERE');
    expect(page.url().startsWith(`${origin}/`)).toBe(true);
    const astray = simulator.journal().filter(({ kind }) => kind === 'other');
    expect(astray.map(({ method, path }) => `${method} ${path}`)).toEqual([]);
    await expect.poll(() => page.context().pages().length).toBe(1);
  });

  it('shows the page nothing but the bridge', async ({ skip }) => {
    if (!driver.isShell) skip('a browser has no bridge but HTTP');
    const { page } = await runScanningKiosk(driver);
    const seen = await page.evaluate(async () => {
      const names = globalThis as Record<string, unknown>;
      const shell = names.kioskShell as Record<string, (...args: unknown[]) => Promise<unknown>>;
      const refusals = await Promise.all(
        ['noSuchMethod', '../getState', 'kiosk:call:getState'].map((method) =>
          shell.call?.(method, {}).then(
            () => 'answered',
            () => 'refused',
          ),
        ),
      );
      return {
        bridge: Object.keys(shell).sort(),
        frozen: Object.isFrozen(shell),
        node: ['require', 'process', 'module', 'Buffer', 'ipcRenderer'].filter((n) => n in names),
        refusals,
      };
    });
    expect(seen).toEqual({
      bridge: ['call', 'on'],
      frozen: true,
      node: [],
      refusals: ['refused', 'refused', 'refused'],
    });
  });
});
