import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { BridgeMethod } from '../../shared/bridge/bridge.ts';
import type { ShellBridge } from '../../shared/bridge/shell-bridge.ts';
import { WORDS } from '../fixtures/words.ts';
import { describeOnEveryDriver } from './drivers/every-driver.ts';
import { screenIs } from './fixtures/page-marks.ts';
import { PIN, runScanningKiosk, shareScanningKiosk } from './fixtures/running-kiosk.ts';
import { enterPin, field, openPinPad, openStaff } from './fixtures/staff-area.ts';

const STEWARDS = '4711';
const SAY = WORDS.staff;

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const tab = (page: Page, name: string) => page.getByRole('tab', { name, exact: true });

/** Calls the core as the page does, whatever the page shows. */
function call(page: Page, method: BridgeMethod, input: object): Promise<unknown> {
  return page.evaluate(
    async ([method, input]) => {
      const { kioskShell } = window as { kioskShell?: ShellBridge };
      if (kioskShell) return kioskShell.call(method, input);
      const headers = { 'content-type': 'application/json' };
      const body = JSON.stringify(input);
      return (await fetch(`bridge/${method}`, { method: 'POST', headers, body })).json();
    },
    [method, input] as const,
  );
}

describeOnEveryDriver('a steward', (driver) => {
  const shared = shareScanningKiosk(driver, { KIOSK_STEWARD_PIN: STEWARDS });

  it('sees what an entrance needs, and the core refuses the rest', async () => {
    const { page } = await shared();
    await openStaff(page, STEWARDS);
    const tabs = [SAY.overview, SAY.scans, SAY.counts, SAY.check, SAY.scanner];
    expect(await page.getByRole('tab').allTextContents()).toEqual(tabs);
    expect(await button(page, SAY.leave).count()).toBe(0);
    await button(page, WORDS.entrance.close).waitFor();
    await tab(page, SAY.scanner).click();
    await page.getByRole('heading', { name: WORDS.scannerTest.tryTitle }).waitFor();
    expect(await button(page, WORDS.scannerTest.measure).count()).toBe(0);
    // The check tells them neither how good the PINs are nor of a page that stays closed to them.
    await tab(page, SAY.check).click();
    await page.locator('[data-check="disk"]').waitFor();
    expect(await page.locator('[data-check="pin"]').count()).toBe(0);
    expect(await button(page, SAY.settings).count()).toBe(0);

    const refused: [BridgeMethod, object][] = [
      ['saveSettings', { values: { eventName: 'Changed' }, waitingScans: null }],
      ['wipeDevice', { loseWaiting: true }],
      ['exportWaiting', {}],
      ['exportScans', { what: 'scans', day: null, to: null, after: null }],
      ['makeDiagnostics', { to: null }],
      ['leave', {}],
    ];
    for (const [method, input] of refused) {
      expect(await call(page, method, input)).toEqual({ ok: false, problem: 'locked' });
    }
    expect(await call(page, 'getStaffOverview', {})).toMatchObject({ ok: true });
    await button(page, SAY.lock).click();
    await screenIs(page, 'scan');
  });

  it('goes back from the supervisor’s PIN, or on with it, without losing the page', async () => {
    const { page } = await shared();
    await openStaff(page, STEWARDS);
    await tab(page, SAY.scanner).click();
    await button(page, SAY.more).click();
    await button(page, WORDS.pin.backToStaff).click();
    await page.getByRole('heading', { name: WORDS.scannerTest.tryTitle }).waitFor();

    await button(page, SAY.more).click();
    await enterPin(page, STEWARDS);
    await page.getByText(WORDS.pin.problem['not-enough'], { exact: true }).waitFor();
    await enterPin(page, PIN);
    await page.getByRole('heading', { name: WORDS.scannerTest.measureTitle }).waitFor();
    await tab(page, SAY.settings).click();
    await field(page, 'baseUrl').waitFor();
    await button(page, SAY.lock).click();
    await screenIs(page, 'scan');
  });

  it('finds no area that only looks open after a wrong PIN for more', async () => {
    const { page } = await shared();
    await openStaff(page, STEWARDS);
    await button(page, SAY.more).click();
    await enterPin(page, '0000');
    await page.getByText(WORDS.pin.problem['wrong-pin'], { exact: true }).waitFor();
    // Every try locks, so there is nothing to go back to but the visitors' screen.
    await button(page, WORDS.pin.back).click();
    await screenIs(page, 'scan');
    await openStaff(page, STEWARDS);
    await button(page, SAY.more).click();
    await enterPin(page, STEWARDS);
    await page.getByText(WORDS.pin.problem['not-enough'], { exact: true }).waitFor();
    await button(page, WORDS.pin.backToStaff).click();
    await button(page, WORDS.entrance.close).waitFor();
    expect(await call(page, 'getStaffOverview', {})).toMatchObject({ ok: true });
    await button(page, SAY.lock).click();
    await screenIs(page, 'scan');
  });
});

describeOnEveryDriver('a supervisor', (driver) => {
  it('gives stewards a PIN of their own, and takes it away again', async () => {
    const { page } = await runScanningKiosk(driver);
    await openStaff(page, PIN);
    await tab(page, SAY.settings).click();
    const section = page.getByRole('form', { name: WORDS.settings.labels.stewardPin });
    await section.getByText(WORDS.steward.notSet, { exact: true }).waitFor();
    const type = async (pin: string) => {
      await section.getByLabel(WORDS.settings.labels.stewardPin, { exact: true }).fill(pin);
      await section.getByLabel(WORDS.steward.again, { exact: true }).fill(pin);
      await button(page, WORDS.steward.save).click();
    };
    await type(PIN);
    await section.getByText(/different PINs/).waitFor();
    await type(STEWARDS);
    await section.getByText(WORDS.steward.saved, { exact: true }).waitFor();
    await section.getByText(WORDS.steward.isSet, { exact: true }).waitFor();
    expect(await page.content()).not.toContain(STEWARDS);

    await button(page, SAY.lock).click();
    await openStaff(page, STEWARDS);
    expect(await tab(page, SAY.settings).count()).toBe(0);
    await button(page, SAY.more).click();
    await enterPin(page, PIN);
    await tab(page, SAY.settings).click();
    await button(page, WORDS.steward.remove).click();
    await section.getByText(WORDS.steward.removed, { exact: true }).waitFor();
    await button(page, SAY.lock).click();
    await openPinPad(page);
    await enterPin(page, STEWARDS);
    await page.getByText(WORDS.pin.problem['wrong-pin'], { exact: true }).waitFor();
  });
});
