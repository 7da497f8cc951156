import { expect, it } from 'vitest';
import { WORDS } from '../fixtures/words.ts';
import { describeOnEveryDriver } from './drivers/every-driver.ts';
import { outcomeIs, screenIs, standingIs } from './fixtures/page-marks.ts';
import { provisionedFolder } from './fixtures/provisioned-folder.ts';
import {
  KEY,
  PIN,
  runKiosk,
  runScanningKiosk,
  runSimulator,
  type ScanningKiosk,
} from './fixtures/running-kiosk.ts';
import { lastSent, readScan, readScans } from './fixtures/scan-log.ts';
import { WedgeScanner } from './fixtures/scanner.ts';
import {
  enterPin,
  openPinPad,
  openStaff,
  saveSettings,
  typeSettings,
} from './fixtures/staff-area.ts';
import { until } from './fixtures/until.ts';

const SAY = WORDS.staff;

/** Ten badges in a row that Confera doesn't know. @returns their codes */
async function rejectTen({
  page,
  scanner,
  simulator,
}: Pick<ScanningKiosk, 'page' | 'scanner' | 'simulator'>): Promise<string[]> {
  simulator.setFaults([{ fault: { kind: 'status', status: 404 } }]);
  const codes = Array.from({ length: 10 }, (_, n) => `TEST-WRONG-EVENT-${n}`);
  for (const code of codes) {
    await scanner.scan(code);
    await until(() => expect(lastSent(simulator)).toMatchObject({ code, status: 404 }));
  }
  await outcomeIs(page, 'rejected');
  return codes;
}

describeOnEveryDriver('the staff area', (driver) => {
  it('opens with the PIN alone, and is locked again', async () => {
    const { page } = await runScanningKiosk(driver);
    await openPinPad(page);
    await enterPin(page, '0000');
    await page.getByText(WORDS.pin.problem['wrong-pin'], { exact: true }).waitFor();
    expect(await page.locator('[data-problems]').count()).toBe(0);

    await enterPin(page, PIN);
    await page.locator('[data-problems]').waitFor();
    await page.getByRole('button', { name: SAY.lock, exact: true }).click();
    await screenIs(page, 'scan');
    await openPinPad(page);
    await page.getByLabel(WORDS.pin.label).waitFor();
  });

  it('makes whoever guesses wait', async () => {
    const { page } = await runScanningKiosk(driver);
    await openPinPad(page);
    for (const guess of ['1111', '2222', '3333']) {
      await enterPin(page, guess);
      await page.getByRole('alert').getByText('Wrong PIN').waitFor();
      await until(async () => {
        expect(await page.getByLabel(WORDS.pin.label).inputValue()).toBe('');
      });
    }
    await page
      .getByRole('alert')
      .getByText(/^Wrong PIN\. Try again in \d s\.$/)
      .waitFor();
    for (const digit of PIN) await page.getByText(digit, { exact: true }).click();
    expect(await page.getByRole('button', { name: WORDS.pin.unlock }).isDisabled()).toBe(true);
  });

  it('shows what waits, and what was scanned last', async () => {
    const { page, scanner, simulator } = await runScanningKiosk(driver);
    await scanner.scan('TEST-SHOWN-1234');
    await outcomeIs(page, 'checked-in');
    simulator.setFaults([{ fault: { kind: 'reset-before' }, on: 'all' }]);
    await scanner.scan('TEST-WAITING-9876');
    await outcomeIs(page, 'queued');
    await openStaff(page, PIN);
    await page.getByText(WORDS.facts.queued({ count: 1 })).waitFor();
    await page.getByText(WORDS.facts.connection.offline).first().waitFor();
    const rows = page.getByRole('table').getByRole('row');
    await rows
      .filter({ hasText: '…1234' })
      .filter({ hasText: SAY.outcome['checked-in'] })
      .waitFor();
    await rows.filter({ hasText: '…9876' }).filter({ hasText: SAY.outcome.queued }).waitFor();
    // Enough to find a badge in the hand, too little to make one.
    expect(await page.content()).not.toContain('TEST-WAITING');

    simulator.clearFaults();
    await page.getByText(WORDS.facts.queuedNone, { exact: true }).waitFor();
    // What happened on the way stays readable: it has the width of the list, not what is left beside other words.
    const list = await page.locator('.facts').boundingBox();
    const advice = await page.locator('[data-fact="trouble"] dd').boundingBox();
    expect(advice?.width).toBeGreaterThan((list?.width ?? 0) / 2);
  });

  it('says what needs attention, and nothing calmer beside it, while the key is refused', async () => {
    const { page, scanner, simulator } = await runScanningKiosk(driver);
    simulator.setFaults([{ fault: { kind: 'unauthorized' }, on: 'all' }]);
    await scanner.scan('TEST-REFUSED');
    await outcomeIs(page, 'attention');
    await openStaff(page, PIN);
    await page.getByText(WORDS.facts.keyRefusedOutside).waitFor();
    await page.getByText(WORDS.now.why.blocked).waitFor();
    // The scan waits for another key, so nobody has to look at it by itself.
    const row = page.getByRole('row').filter({ hasText: SAY.reason['key-refused'] });
    await row.filter({ hasText: SAY.stillSending }).waitFor();
    expect(await page.getByText(/nothing|all is well|safe to/i).count()).toBe(0);
  });

  it('sends a conflicting scan again', async () => {
    const { page, scanner, simulator, ...kiosk } = await runScanningKiosk(driver);
    const body = { ok: false, code: 'IDEMPOTENCY_KEY_REUSED', message: 'Used before.' };
    simulator.setFaults([{ fault: { kind: 'status', status: 409, body }, times: 1 }]);
    await scanner.scan('TEST-CONFLICT');
    const scanId = await outcomeIs(page, 'attention');
    expect(readScan(kiosk, scanId)).toMatchObject({ state: 'attention' });
    await openStaff(page, PIN);
    await page.getByRole('row').getByRole('button', { name: SAY.sendAgain }).click();
    await page.getByText(SAY.sentAgain({ count: 1 }), { exact: true }).waitFor();
    await page.locator('[data-problem="attention"]').waitFor({ state: 'detached' });
    await until(() => {
      const done = { state: 'done', outcome: 'checked-in', attempts: 2 };
      expect(readScan(kiosk, scanId)).toMatchObject(done);
    });
    expect(simulator.checkins().map(({ code }) => code)).toEqual(['TEST-CONFLICT']);
  });

  it('sends a single rejected scan again, once the organiser has mended the badge', async () => {
    const { page, scanner, simulator, ...kiosk } = await runScanningKiosk(driver);
    simulator.setFaults([{ fault: { kind: 'status', status: 404 }, times: 1 }]);
    await scanner.scan('TEST-MENDED');
    const scanId = await outcomeIs(page, 'rejected');
    await openStaff(page, PIN);
    await page.getByRole('row').getByRole('button', { name: SAY.sendAgain }).click();
    await page.getByText(SAY.sentAgain({ count: 1 }), { exact: true }).waitFor();
    await until(() => expect(readScan(kiosk, scanId)).toMatchObject({ state: 'done' }));
    expect(simulator.checkins().map(({ code }) => code)).toEqual(['TEST-MENDED']);
  });

  it('dismisses a refused scan for a reason, which its story has', async () => {
    const { page, scanner, ...kiosk } = await runScanningKiosk(driver);
    await scanner.scan('BADGE-KEY-REUSED');
    const scanId = await outcomeIs(page, 'attention');
    await openStaff(page, PIN);
    await page.getByRole('row').getByRole('button', { name: SAY.dismiss }).click();
    const question = page.getByRole('dialog', { name: '…USED' });
    await question.getByRole('button', { name: WORDS.wipe.cancel, exact: true }).click();
    await question.waitFor({ state: 'detached' });
    expect(readScan(kiosk, scanId)).toMatchObject({ state: 'attention' });
    await page.getByRole('row').getByRole('button', { name: SAY.dismiss }).click();
    await question.getByLabel(WORDS.scans.why, { exact: true }).selectOption('turned-away');
    await question.getByRole('button', { name: SAY.dismiss, exact: true }).click();
    await page.getByText(SAY.dismissed, { exact: true }).waitFor();
    // The button is gone with its row, and a keyboard goes on from where it was.
    const heading = page.getByRole('heading', { name: WORDS.entrance.isOpen });
    await until(async () => {
      expect(await heading.evaluate((it) => it === document.activeElement)).toBe(true);
    });
    await page.locator('[data-problem="attention"]').waitFor({ state: 'detached' });
    await page.getByText(WORDS.now.safe, { exact: true }).waitFor();
    expect(await page.getByRole('row').getByRole('button').count()).toBe(0);
    expect(readScan(kiosk, scanId)).toMatchObject({ state: 'rejected' });
    await page.getByRole('tab', { name: SAY.scans, exact: true }).click();
    await page.locator('.scan-rows button').click();
    const dismissed = page.getByRole('dialog').locator('[data-row="dismissed"]');
    await dismissed.getByText(WORDS.scans.dismissals['turned-away']).waitFor();
  });

  it('goes on without ten rejected scans in a row, once staff have looked', async () => {
    const { page, scanner, simulator, ...kiosk } = await runScanningKiosk(driver);
    await rejectTen({ page, scanner, simulator });
    await openStaff(page, PIN);
    const goOn = page.getByRole('button', { name: SAY.goOn });
    await goOn.click();
    await page.getByText(SAY.goesOn, { exact: true }).waitFor();
    await goOn.waitFor({ state: 'detached' });
    for (const { state } of readScans(kiosk)) expect(state).toBe('rejected');
  });

  it('promises no sending while the key is refused, when staff go on without rejected scans', async () => {
    const { page, scanner, simulator } = await runScanningKiosk(driver);
    await rejectTen({ page, scanner, simulator });
    simulator.setFaults([{ fault: { kind: 'unauthorized' }, on: 'all' }]);
    await scanner.scan('TEST-REFUSED-KEY');
    await standingIs(page, 'blocked', 1);
    await openStaff(page, PIN);
    await page.getByRole('button', { name: SAY.goOn }).click();
    const told = page.locator('[data-section="attention"] .told');
    await told.getByText(WORDS.now.why.blocked, { exact: true }).waitFor();
  });

  it('sends rejected scans again, after ten in a row have stopped the sending', async () => {
    const { page, scanner, simulator, ...kiosk } = await runScanningKiosk(driver);
    const codes = await rejectTen({ page, scanner, simulator });
    simulator.clearFaults();
    await openStaff(page, PIN);
    await page.getByText(WORDS.facts.backlogStopped, { exact: true }).waitFor();
    await page.getByRole('button', { name: SAY.sendAllAgain, exact: true }).click();
    await page.getByText(SAY.sentAgain({ count: codes.length }), { exact: true }).waitFor();
    await until(() => {
      const outcomes = readScans(kiosk).map(({ outcome }) => outcome);
      expect(outcomes).toEqual(codes.map(() => 'checked-in'));
    });
    await page.getByText(WORDS.facts.queuedNone, { exact: true }).waitFor();
    expect(await page.getByText(WORDS.facts.backlogStopped, { exact: true }).count()).toBe(0);
    await page.getByRole('button', { name: SAY.lock, exact: true }).click();
    await standingIs(page, 'online', 0);
  });

  it('takes a new key, with which the waiting scans are sent', async () => {
    const simulator = await runSimulator();
    const dataDir = await provisionedFolder({
      settings: { baseUrl: simulator.url },
      apiKey: 'cat_demo_revoked',
      pin: PIN,
    });
    const kiosk = await runKiosk(driver, { dataDir });
    const { page } = kiosk;
    await screenIs(page, 'scan');
    await (await WedgeScanner.attachTo(page)).scan('TEST-NEW-KEY');
    const scanId = await outcomeIs(page, 'attention');
    await standingIs(page, 'blocked', 1);
    await openStaff(page, PIN);
    await page.getByText(WORDS.facts.connectionDo['key-refused'] ?? '').waitFor();

    await page.getByRole('tab', { name: SAY.settings, exact: true }).click();
    await typeSettings(page, { apiKey: KEY });
    await saveSettings(page);
    await page.getByText(WORDS.settings.saved, { exact: true }).waitFor();
    await until(() => {
      const done = { state: 'done', outcome: 'checked-in' };
      expect(readScan(kiosk, scanId)).toMatchObject(done);
    });
    await page.getByRole('button', { name: SAY.lock, exact: true }).click();
    await standingIs(page, 'online', 0);
  });
});
