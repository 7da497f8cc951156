import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { WORDS } from '../fixtures/words.ts';
import { served } from './drivers/served.ts';
import { type Mark, outcomeIs, screenIs } from './fixtures/page-marks.ts';
import { notePlayed, played } from './fixtures/played-sounds.ts';
import { PIN, runScanningKiosk } from './fixtures/running-kiosk.ts';
import { until } from './fixtures/until.ts';

const LONGEST_STAY_MS = 5000;

/** Lets the page's time go on until the result is this one, because its answer comes in real time. Results stay. */
const comesTo = (page: Page, mark: Mark) =>
  until(async () => {
    await page.clock.runFor(200);
    const result = page.locator('[role="status"][data-outcome]');
    expect(await result.getAttribute('data-outcome')).toBe(mark);
  });

describe.skipIf(served.unavailable)('a badge that comes back at once', () => {
  const env = { KIOSK_PASS_BACK_SECONDS: '600', KIOSK_LOCATION: 'Gate A' };
  const again = async ({ page, scanner }: Awaited<ReturnType<typeof runScanningKiosk>>) => {
    await scanner.scan('BADGE-1');
    await outcomeIs(page, 'checked-in');
    // By then it is no longer a repeat that is ignored.
    await outcomeIs(page, 'idle');
    await scanner.scan('BADGE-1');
    await outcomeIs(page, 'already-checked-in');
    return page.locator('[role="status"][data-outcome]');
  };

  it('turns a steward’s screen amber, with a question, when and where, and a sound of its own', async () => {
    const kiosk = await runScanningKiosk(served, {
      env: { ...env, KIOSK_LAYOUT: 'steward' },
      onPage: notePlayed,
    });
    const result = await again(kiosk);
    const { samePerson, scannedBefore } = WORDS.result;
    await result.getByText(samePerson).waitFor();
    const [before, after] = scannedBefore.here({ time: '|' }).split('|') as [string, string];
    await result.getByText(before.trim()).waitFor();
    expect(await result.locator('.below').textContent()).toContain(after.trim());
    expect(await kiosk.page.locator('main').getAttribute('data-shown')).toBe('pass-back');
    expect(await kiosk.page.locator('.steward li').first().textContent()).toContain(samePerson);
    await until(async () =>
      expect((await played(kiosk.page)).at(-1)).toMatchObject({ file: 'ask' }),
    );
  });

  it('is welcome in friendly words on a screen for visitors', async () => {
    const kiosk = await runScanningKiosk(served, { env });
    const result = await again(kiosk);
    await result.getByText(WORDS.result.alreadyCheckedIn).waitFor();
    expect(await result.getByText(WORDS.result.samePerson).count()).toBe(0);
    expect(await kiosk.page.locator('main').getAttribute('data-shown')).toBe('already-checked-in');
  });
});

describe.skipIf(served.unavailable)('a screen for a steward', () => {
  it('takes typed codes, keeps the result, and shows the last scans, by keys alone', async () => {
    const { page, scanner } = await runScanningKiosk(served, {
      env: { KIOSK_LAYOUT: 'steward', KIOSK_RESULTS_STAY: '1' },
      onPage: (opened) => opened.clock.install(),
    });
    const field = page.getByLabel(new RegExp(WORDS.edge.typeCode));
    const rows = page.locator('.steward li');
    const whose = () => rows.locator('.whose > bdi').allTextContents();

    await page.keyboard.press('F2');
    await page.clock.runFor(100);
    await until(() =>
      expect(field.evaluate((it) => it === document.activeElement)).resolves.toBe(true),
    );
    // Keys that come as fast as a test presses them would be a scanner's.
    await field.fill('BADGE-1');
    await page.keyboard.press('Enter');
    await comesTo(page, 'checked-in');
    expect(await field.inputValue()).toBe('');
    expect(await whose()).toEqual(['Ayesha Khan']);

    await page.clock.runFor(10 * LONGEST_STAY_MS);
    await outcomeIs(page, 'checked-in');

    // The field has the focus, and nothing of a scan stays in it.
    await scanner.scan('BADGE-REVOKED');
    await comesTo(page, 'rejected');
    expect(await field.inputValue()).toBe('');
    expect(await whose()).toEqual(['…OKED', 'Ayesha Khan']);

    // A key that a dialog takes does nothing to what is under it.
    await page.locator('button.language').click();
    const chooser = page.getByRole('dialog');
    await chooser.waitFor();
    await page.keyboard.press('Escape');
    await page.clock.runFor(100);
    await chooser.waitFor({ state: 'detached' });
    await outcomeIs(page, 'rejected');

    await page.keyboard.press('Escape');
    await comesTo(page, 'idle');
    expect(await rows.count()).toBe(2);

    // A supervisor elsewhere decides to hide names, and this page forgets those that it knows.
    await page.evaluate(async (pin) => {
      const headers = { 'content-type': 'application/json' };
      const call = (method: string, input: object) =>
        fetch(`bridge/${method}`, { method: 'POST', headers, body: JSON.stringify(input) });
      await call('unlockStaff', { pin });
      await call('saveSettings', { values: { hideNames: '1' }, waitingScans: null });
    }, PIN);
    await until(async () => expect(await whose()).toEqual(['…OKED', '…E-1']));

    await page.keyboard.press('F4');
    await page.clock.runFor(100);
    await page.getByLabel(WORDS.pin.label).waitFor();
    await page.keyboard.press('Escape');
    await page.clock.runFor(100);
    await screenIs(page, 'scan');
  });
});
