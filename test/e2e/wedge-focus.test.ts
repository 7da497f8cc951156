import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { LANGUAGES } from '../../shared/words/languages.ts';
import { WORDS } from '../fixtures/words.ts';
import { attachKeyboard } from '../scanner/keyboard.ts';
import {
  namedKey,
  scannerKeys,
  type TimedKey,
  usKey,
} from '../unit/renderer/scanner/wedge/typed-keys.ts';
import { TYPIST } from '../unit/renderer/scanner/wedge/typist.ts';
import { served } from './drivers/served.ts';
import { nextResult, screenIs } from './fixtures/page-marks.ts';
import { KEY, PIN, runKiosk, runSimulator, shareScanningKiosk } from './fixtures/running-kiosk.ts';
import { codeSentFor, readScans } from './fixtures/scan-log.ts';
import { connect, goOn, stepIs } from './fixtures/set-up.ts';
import { field, openPinPad, openStaff } from './fixtures/staff-area.ts';
import { until } from './fixtures/until.ts';

/** The scanners' gaps between two keys, in milliseconds. */
const SPEEDS = [1, 5, 20, 40];
const TARGETS = 'input:enabled, select:enabled, button:enabled, summary, [role=tab][tabindex="0"]';

/** The keys of a code at each speed, each begun long after whatever was typed before. */
function scansOf(code: string, middle: string): TimedKey[] {
  return SPEEDS.flatMap((gap) => {
    const gaps = (index: number) => (index === 0 ? 400 : gap);
    return scannerKeys(`${code}${middle}${gap}`, { gaps });
  });
}

/** Everything that a key might change and a scan must not, beside what the page says. */
function stateOf(page: Page): Promise<object> {
  return page.evaluate(`({
    screen: document.querySelector('main')?.dataset.screen,
    fields: [...document.querySelectorAll('input, select')].map(({ name, value }) => [name, value]),
    open: [...document.querySelectorAll('details')].map(({ open }) => open),
    tab: document.querySelector('[role=tab][aria-selected=true]')?.textContent,
    large: document.querySelector('.large-sample') !== null,
    focused: document.activeElement?.tagName + document.activeElement?.textContent,
  })`);
}

function whatItSays(page: Page): Promise<string[]> {
  return page.locator('[role=status], [role=alert]').allTextContents();
}

/** Scans with the focus on each element that can have it, and expects everything to be as it was. */
async function scanEverywhere(page: Page, targets: Locator): Promise<number> {
  const type = await attachKeyboard(page);
  const count = await targets.count();
  // A press may come late, when the next element has the focus. Whatever the test itself has opened may show late, too.
  await page.evaluate(`new Promise((done) => requestAnimationFrame(() => setTimeout(done))).then(() => {
    window.presses = [];
    for (const name of ['click', 'submit', 'toggle'])
      window.addEventListener(name, ({ type, target }) => {
        window.presses.push(type + ' ' + (target.textContent || target.name));
      }, { capture: true });
  })`);
  // The set-up takes back what it said of a scan while it asks about the next one, so what it says is noted only once.
  const said = await whatItSays(page);
  for (let index = 0; index < count; index += 1) {
    await targets.nth(index).focus();
    const before = await stateOf(page);
    await type(scansOf('Ba', ' a:'));
    await until(async () => {
      expect(await stateOf(page)).toEqual(before);
      expect(await whatItSays(page)).toEqual(said);
    });
  }
  expect(await page.evaluate('window.presses')).toEqual([]);
  return count;
}

describe('a scanner that types, wherever the focus is', () => {
  const kioskOfAll = shareScanningKiosk(served);

  it('changes nothing in the set-up, where a fast typist is no scanner', async () => {
    const simulator = await runSimulator();
    const { page } = await runKiosk(served);
    await stepIs(page, 'connect');
    await page.locator('summary').click();
    // The first scan is told not to be a set-up code, and so is every later one.
    await (await attachKeyboard(page))(scannerKeys('Ba a:0', { gaps: () => 5 }));
    await page.getByText(WORDS.provisioning.problem['no-code'], { exact: true }).waitFor();
    expect(await scanEverywhere(page, page.locator(TARGETS))).toBeGreaterThan(8);
    await connect(page, { baseUrl: simulator.url, apiKey: KEY });
    expect(await scanEverywhere(page, page.locator(TARGETS))).toBeGreaterThan(5);
    await goOn(page, 'purpose', 'place');
    await page.locator('summary').click();
    expect(await scanEverywhere(page, page.locator(TARGETS))).toBeGreaterThan(15);

    const location = field(page, 'location');
    await location.focus();
    const strokes = TYPIST[5] ?? [];
    const text = strokes.map((_, index) => 'the main hall gate '.charAt(index % 19)).join('');
    const type = await attachKeyboard(page);
    await type(strokes.map((stroke, index) => ({ ...usKey(text.charAt(index), 0), ...stroke })));
    await until(async () => expect(await location.inputValue()).toBe(text));
  });

  it('at the PIN pad is a check-in: the pad is closed, and nothing was entered or pressed', async () => {
    const kiosk = await kioskOfAll();
    const { page } = kiosk;
    const type = await attachKeyboard(page);
    for (const [index, gap] of SPEEDS.entries()) {
      await openPinPad(page);
      await page.locator(TARGETS).nth(index).focus();
      const before = readScans(kiosk).length;
      await type(scannerKeys(`TEST-Pad-${gap}`, { gaps: (n) => (n === 0 ? 400 : gap) }));
      await screenIs(page, 'scan');
      await until(() => {
        const scans = readScans(kiosk);
        expect(scans).toHaveLength(before + 1);
        expect(scans.every(({ state }) => state === 'done')).toBe(true);
      });
    }
  });

  it('presses nothing in the staff area', async () => {
    const { page } = await kioskOfAll();
    const before = readScans(await kioskOfAll());
    await openStaff(page, PIN);
    for (const tab of [WORDS.staff.overview, WORDS.staff.scanner, WORDS.staff.settings]) {
      await page.getByRole('tab', { name: tab, exact: true }).click();
      if (tab === WORDS.staff.settings) {
        await field(page, 'baseUrl').waitFor();
        for (const summary of await page.locator('summary').all()) await summary.click();
      }
      expect(await scanEverywhere(page, page.locator(TARGETS))).toBeGreaterThan(3);
    }
    await page.getByRole('button', { name: WORDS.staff.lock, exact: true }).click();
    await screenIs(page, 'scan');
    expect(readScans(await kioskOfAll())).toEqual(before);
  });

  it('is read on the scan screen with each button focused, at each speed', async () => {
    const kiosk = await kioskOfAll();
    const { page } = kiosk;
    const type = await attachKeyboard(page);
    const before = readScans(kiosk).length;
    const names = [
      WORDS.edge.staff,
      WORDS.edge.typeCode,
      WORDS.languages.open({ name: LANGUAGES.en.name }),
    ];
    for (const [index, name] of names.entries()) {
      await page.getByRole('button', { name, exact: true, disabled: false }).focus();
      await type(scansOf(`TEST-Focus-${index}`, '-a'));
    }
    await until(() => {
      const codes = readScans(kiosk)
        .slice(before)
        .map(({ scan_id }) => codeSentFor(kiosk, scan_id));
      expect(codes).toEqual(
        names.flatMap((_, index) => SPEEDS.map((gap) => `TEST-Focus-${index}-a${gap}`)),
      );
    });
    await screenIs(page, 'scan');
  });

  it('is read over the typing dialog and puts nothing into it', async () => {
    const kiosk = await kioskOfAll();
    const { page } = kiosk;
    const type = await attachKeyboard(page);
    const dialog = page.getByRole('dialog');
    const inside = [
      dialog.locator('input'),
      dialog.getByRole('button', { name: WORDS.codeEntry.cancel }),
      dialog.getByRole('button', { name: 'A', exact: true }),
      dialog.getByRole('button', { name: WORDS.codeEntry.checkIn }),
    ];
    for (const [index, target] of inside.entries()) {
      await page.getByRole('button', { name: WORDS.edge.typeCode, disabled: false }).click();
      const told = await nextResult(page);
      await dialog.locator('input').fill('TEST-HALF');
      await target.focus();
      const code = `TEST-Over-${index}-x`;
      await type([
        ...scannerKeys(code, { gaps: () => SPEEDS[index] ?? 1, end: null }),
        namedKey('Enter', 1),
      ]);
      expect(codeSentFor(kiosk, await told('checked-in'))).toBe(code);
    }
    expect(kiosk.simulator.journal().filter(({ code }) => code === 'TEST-HALF')).toEqual([]);
  });
});
