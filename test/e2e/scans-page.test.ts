import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { fillDatabase } from '../bench/kept-scans.ts';
import { WORDS } from '../fixtures/words.ts';
import { served } from './drivers/served.ts';
import { outcomeIs, standingIs } from './fixtures/page-marks.ts';
import { provisionedFolder } from './fixtures/provisioned-folder.ts';
import { KEY, PIN, runKiosk, runScanningKiosk, runSimulator } from './fixtures/running-kiosk.ts';
import { lastSent, readScan, readScans } from './fixtures/scan-log.ts';
import { openStaff } from './fixtures/staff-area.ts';
import { until } from './fixtures/until.ts';

const SAY = WORDS.scans;

/** How many scans wait, of which the list gets 60 at a time, and how many of them can be sent. */
const WAITING = 300;
const SENT = 200;

async function openScans(page: Page): Promise<void> {
  await openStaff(page, PIN);
  await page.getByRole('tab', { name: WORDS.staff.scans, exact: true }).click();
  await page.getByRole('list', { name: SAY.list, exact: true }).waitFor({ state: 'attached' });
}

/** The ends of the codes in the list, as they are shown. */
const tails = (page: Page) => page.locator('.scan-rows .code').allTextContents();

const row = (page: Page, tail: string) =>
  page.locator('.scan-rows button').filter({ hasText: `…${tail}` });

it('finds a scan by the end of its code, by the badge itself, and by how it stands', async () => {
  const { page, scanner, simulator, ...kiosk } = await runScanningKiosk(served);
  for (const code of ['TEST-BADGE-aB12', 'TEST-BADGE-0002', 'BADGE-REVOKED']) {
    await scanner.scan(code);
    await until(() => expect(lastSent(simulator)).toMatchObject({ code }));
  }
  await outcomeIs(page, 'rejected');
  await openScans(page);
  await until(async () => expect(await tails(page)).toEqual(['…OKED', '…0002', '…aB12']));

  await page.getByRole('searchbox').fill('ab12');
  await page.keyboard.press('Enter');
  await until(async () => expect(await tails(page)).toEqual(['…aB12']));

  const before = readScans(kiosk).length;
  await scanner.scan('TEST-BADGE-0002');
  await until(async () => expect(await tails(page)).toEqual(['…0002']));
  await page.getByText(SAY.badge({ tail: '0002' }), { exact: true }).waitFor();
  expect(await page.getByRole('searchbox').inputValue()).toBe('');
  await scanner.scan('TEST-BADGE-NOBODY');
  await page.getByText(SAY.none, { exact: true }).waitFor();
  expect(readScans(kiosk)).toHaveLength(before);

  await page.getByRole('button', { name: SAY.clear, exact: true }).click();
  await until(async () => expect(await tails(page)).toHaveLength(3));
  await page.getByLabel(WORDS.staff.columns.outcome).selectOption('rejected');
  await until(async () => expect(await tails(page)).toEqual(['…OKED']));
  await page.getByLabel(SAY.to, { exact: true }).fill('2020-01-01T00:00');
  await page.getByText(SAY.none, { exact: true }).waitFor();
});

it('tells the story of a scan that was tried again and then refused, which is dismissed with a reason', async () => {
  const { page, scanner, simulator, ...kiosk } = await runScanningKiosk(served);
  simulator.setFaults([
    { fault: { kind: 'status', status: 503 }, times: 1 },
    { fault: { kind: 'status', status: 404 } },
  ]);
  await scanner.scan('TEST-BADGE-0042');
  await outcomeIs(page, 'rejected');
  await openScans(page);
  await row(page, '0042').focus();
  await page.keyboard.press('Enter');
  const story = page.getByRole('dialog');
  await until(async () =>
    expect(await story.locator('[data-attempt]').allTextContents()).toEqual([
      expect.stringContaining('503'),
      expect.stringContaining('404'),
    ]),
  );
  expect(await story.locator('[data-row="person"]').textContent()).toContain(
    WORDS.result.rejected['unknown-badge'],
  );

  await story.getByRole('button', { name: WORDS.staff.dismiss, exact: true }).click();
  await story.getByLabel(SAY.why, { exact: true }).selectOption('turned-away');
  await story.getByRole('button', { name: WORDS.staff.dismiss, exact: true }).click();
  await until(async () =>
    expect(await story.locator('[data-row="dismissed"]').textContent()).toContain(
      SAY.dismissals['turned-away'],
    ),
  );
  expect(await story.getByRole('button', { name: WORDS.staff.sendAgain }).count()).toBe(0);
  await story.getByRole('button', { name: SAY.close, exact: true }).click();
  await page.locator('[data-standing="dismissed"]').waitFor();
  expect(
    await row(page, '0042').evaluate((button) => button.ownerDocument.activeElement === button),
  ).toBe(true);
  expect(readScan(kiosk, await scanIdOf(page))?.state).toBe('rejected');
});

it('sends a refused scan again from its story', async () => {
  const { page, scanner, simulator } = await runScanningKiosk(served);
  simulator.setFaults([{ fault: { kind: 'status', status: 404 }, times: 1 }]);
  await scanner.scan('TEST-BADGE-0042');
  await outcomeIs(page, 'rejected');
  await openScans(page);
  await row(page, '0042').click();
  const story = page.getByRole('dialog');
  await story.getByRole('button', { name: WORDS.staff.sendAgain, exact: true }).click();
  await until(async () => expect(await story.locator('[data-attempt]').count()).toBe(2));
  await story.getByRole('button', { name: SAY.close, exact: true }).click();
  await page.locator('[data-standing="checked-in"]').waitFor();
});

it('a scan leaves the list of refused ones as soon as it is dismissed', async () => {
  const { page, scanner, simulator } = await runScanningKiosk(served);
  simulator.setFaults([{ fault: { kind: 'status', status: 404 } }]);
  for (const code of ['TEST-BADGE-0041', 'TEST-BADGE-0042']) {
    await scanner.scan(code);
    await until(() => expect(lastSent(simulator)).toMatchObject({ code }));
  }
  await outcomeIs(page, 'rejected');
  await openScans(page);
  await page.getByLabel(WORDS.staff.columns.outcome).selectOption('rejected');
  await until(async () => expect(await tails(page)).toEqual(['…0042', '…0041']));
  await row(page, '0042').click();
  const story = page.getByRole('dialog');
  await story.getByRole('button', { name: WORDS.staff.dismiss, exact: true }).click();
  await story.getByLabel(SAY.why, { exact: true }).selectOption('handled');
  await story.getByRole('button', { name: WORDS.staff.dismiss, exact: true }).click();
  await story.locator('[data-row="dismissed"]').waitFor();
  await until(async () => expect(await tails(page)).toEqual(['…0041']));
});

it('hundreds of waiting scans leave the list as they are sent, which asks no more than once a second', async () => {
  const simulator = await runSimulator();
  simulator.setFaults([{ fault: { kind: 'reset-before' }, on: 'all' }]);
  const settings = { baseUrl: simulator.url };
  const dataDir = await provisionedFolder({ settings, apiKey: KEY, pin: PIN });
  fillDatabase(dataDir, { pending: WAITING, baseUrl: simulator.url });
  const { page } = await runKiosk(served, { dataDir });
  await standingIs(page, 'offline', WAITING);
  await openScans(page);
  await page.getByLabel(WORDS.staff.columns.outcome).selectOption('waiting');
  // Down to the oldest, which are sent first.
  const list = page.locator('.scan-rows');
  await until(async () => {
    await list.evaluate((it) => it.closest('.page')?.scrollTo(0, it.scrollHeight));
    const places = await list
      .locator('li')
      .evaluateAll((rows) => rows.map((each) => each.getAttribute('aria-posinset')));
    expect(places.at(-1)).toBe(String(WAITING));
  });

  let asked = 0;
  page.on('request', (request) => {
    if (request.url().endsWith('/bridge/getScans')) asked += 1;
  });
  const began = performance.now();
  simulator.setFaults([{ fault: { kind: 'reset-before' }, on: 'badges', after: SENT }]);
  // What still waits is more than a page.
  const left = String(WAITING - SENT);
  await until(
    async () => expect(await list.locator('li').first().getAttribute('aria-setsize')).toBe(left),
    30_000,
  );
  const seconds = (performance.now() - began) / 1000;
  // One at the beginning and one at the end, beside those that come a second after each other.
  expect(asked).toBeLessThanOrEqual(seconds + 2);
});

const scanIdOf = async (page: Page) =>
  (await page.locator('.scan-rows [data-scan-id]').getAttribute('data-scan-id')) ?? '';
