import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { fillDatabase } from '../bench/kept-scans.ts';
import { WORDS } from '../fixtures/words.ts';
import { served } from './drivers/served.ts';
import { outcomeIs, screenIs, standingIs } from './fixtures/page-marks.ts';
import { provisionedFolder } from './fixtures/provisioned-folder.ts';
import { KEY, PIN, runKiosk, runScanningKiosk, runSimulator } from './fixtures/running-kiosk.ts';
import { WedgeScanner } from './fixtures/scanner.ts';
import { enterPin, field, openSettings, openStaff } from './fixtures/staff-area.ts';
import { until } from './fixtures/until.ts';

const SAY = WORDS.staff;
const STEWARDS_PIN = '24681357';

/** How many saved scans wait to be sent at once. */
const WAITING = 300;

/** How long the core is left alone after each answer, as the browser measures it, milliseconds. */
const SHORTEST_PAUSE_MS = 250;

/** A kiosk whose key Confera refuses, and which can be given another on the screen. */
async function runRefused(env: Record<string, string> = {}) {
  const simulator = await runSimulator();
  const settings = { baseUrl: simulator.url, location: 'gate-a' };
  const dataDir = await provisionedFolder({ settings, apiKey: 'cat_demo_revoked', pin: PIN });
  const kiosk = await runKiosk(served, { dataDir, env });
  await screenIs(kiosk.page, 'scan');
  await (await WedgeScanner.attachTo(kiosk.page)).scan('TEST-NOW-REFUSED');
  await outcomeIs(kiosk.page, 'attention');
  return { ...kiosk, simulator };
}

const connection = (page: Page) => page.locator('[data-problem="connection"]');

async function keyFieldHasFocus(page: Page) {
  await until(async () => {
    const name = await page.evaluate(() => document.activeElement?.getAttribute('name'));
    expect(name).toBe('apiKey');
  });
}

describe('the page Now', () => {
  it('leads from a refused key to its field, which has the focus then', async () => {
    const { page } = await runRefused();
    await openStaff(page, PIN);
    // The worst thing is the first.
    await connection(page).waitFor();
    expect(await page.locator('[data-problem]').first().getAttribute('data-problem')).toBe(
      'connection',
    );
    await connection(page).getByRole('button').click();
    await field(page, 'apiKey').waitFor();
    await keyFieldHasFocus(page);
  });

  it('asks a steward for the supervisor’s PIN on the way there', async () => {
    const { page } = await runRefused({ KIOSK_STEWARD_PIN: STEWARDS_PIN });
    await openStaff(page, STEWARDS_PIN);
    await connection(page).getByRole('button').click();
    await enterPin(page, PIN);
    await keyFieldHasFocus(page);
  });

  it('says that all is well exactly when nothing needs attention', async () => {
    const { page, scanner } = await runScanningKiosk(served);
    await scanner.scan('BADGE-5');
    await outcomeIs(page, 'checked-in');
    await openStaff(page, PIN);
    const well = page.getByText(WORDS.now.allWell, { exact: true });
    await page.locator('[data-problem="unchecked"]').waitFor();
    await page.getByText(WORDS.now.safe, { exact: true }).waitFor();
    expect(await well.count()).toBe(0);
    await page.evaluate(() =>
      fetch('bridge/passPreflight', { method: 'POST', body: '{}' }).then(({ status }) => status),
    );
    await well.waitFor();
    expect(await page.locator('[data-problem]').count()).toBe(0);
  });

  it('promises nothing while the core doesn’t answer', async () => {
    const { page } = await runScanningKiosk(served);
    await openStaff(page, PIN);
    const safe = page.getByText(WORDS.now.safe, { exact: true });
    await safe.waitFor();
    await page.route('**/bridge/getStaffOverview', (route) => route.abort());
    await page.getByText(SAY.noAnswer, { exact: true }).waitFor();
    expect(await safe.count()).toBe(0);
    await page.unroute('**/bridge/getStaffOverview');
    await safe.waitFor();
  });

  it('shows what became of hundreds of saved scans, and asks the core only a few times a second meanwhile', async () => {
    const simulator = await runSimulator();
    simulator.setFaults([{ fault: { kind: 'reset-before' }, on: 'all' }]);
    const settings = { baseUrl: simulator.url };
    const dataDir = await provisionedFolder({ settings, apiKey: KEY, pin: PIN });
    fillDatabase(dataDir, { pending: WAITING, baseUrl: simulator.url });
    const { page } = await runKiosk(served, { dataDir });
    await standingIs(page, 'offline', WAITING);
    await openStaff(page, PIN);
    await page.getByText(WORDS.now.unsent({ count: WAITING })).waitFor();

    const asked: { began: number; ended: number }[] = [];
    page.on('requestfinished', (request) => {
      if (!request.url().endsWith('/bridge/getStaffOverview')) return;
      const { startTime: began, responseEnd } = request.timing();
      asked.push({ began, ended: began + responseEnd });
    });
    simulator.setFaults([]);
    await page.getByText(WORDS.now.safe, { exact: true }).waitFor({ timeout: 30_000 });
    const total = page.locator('[data-fact="totals"] dd');
    await until(async () => expect(await total.textContent()).toBe(String(WAITING)));
    const pauses = asked.slice(1).map(({ began }, n) => began - (asked[n]?.ended ?? 0));
    expect(pauses.length).toBeGreaterThan(1);
    expect(Math.min(...pauses)).toBeGreaterThan(SHORTEST_PAUSE_MS);
  });

  it('tells on other pages how many things need attention, and beside Wipe what that loses', async () => {
    const { page, scanner, simulator } = await runScanningKiosk(served);
    simulator.setFaults([{ fault: { kind: 'reset-before' }, on: 'all' }]);
    await scanner.scan('TEST-NOW-WAITS');
    await outcomeIs(page, 'queued');
    await openSettings(page, PIN);
    const wipe = page.getByRole('button', { name: WORDS.wipe.open });
    const lost = WORDS.wipe.waiting({ count: 1 });
    await page.locator('.wipe').getByText(lost, { exact: true }).waitFor();
    const says = await wipe.evaluate(
      (it) => document.getElementById(it.getAttribute('aria-describedby') ?? '')?.textContent,
    );
    expect(says).toBe(lost);
    // It is offline, and nobody has checked it today.
    await page.getByRole('tab').first().locator('[data-count="2"]').waitFor();
  });

  it('opens the settings as soon as the core is back, and says meanwhile that it is gone', async () => {
    const { page } = await runScanningKiosk(served);
    await openStaff(page, PIN);
    await page.context().setOffline(true);
    await page.locator('[data-problem="unreachable"]').waitFor();
    await page.getByRole('tab', { name: SAY.settings, exact: true }).click();
    await page.getByRole('status').getByText(WORDS.facts.unreachableDo).waitFor();
    // Nothing was tried, so nothing is said of what was saved.
    expect(await page.getByText(WORDS.settings.noAnswer).count()).toBe(0);
    await page.context().setOffline(false);
    await field(page, 'baseUrl').waitFor();
    // There is no logo to remove.
    await page.getByRole('heading', { name: WORDS.logo.headline, exact: true }).waitFor();
    await page.getByRole('button', { name: WORDS.logo.remove }).waitFor({ state: 'detached' });
  });
});
