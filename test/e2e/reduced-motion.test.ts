import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { WORDS } from '../fixtures/words.ts';
import { served } from './drivers/served.ts';
import { nextResult, outcomeIs } from './fixtures/page-marks.ts';
import { PIN, runScanningKiosk } from './fixtures/running-kiosk.ts';
import { openPinPad, openScannerTest } from './fixtures/staff-area.ts';

/** What moves on a kiosk for those who have not asked for rest. */
const MOVEMENTS = ['appear', 'approach', 'board-turn', 'pulse', 'run-out', 'turn'];

declare global {
  interface Window {
    /** The names of all animations and transitions that have begun. */
    movements: string[];
  }
}

/** Runs in the page before anything else. */
function noteMovements(): void {
  const movements: string[] = [];
  window.movements = movements;
  document.addEventListener('animationstart', (event) => movements.push(event.animationName));
  document.addEventListener('transitionrun', (event) => movements.push(event.propertyName));
}

/** What moves at this moment, however it was begun. */
const moving = (page: Page) =>
  page.evaluate(() =>
    document
      .getAnimations()
      .filter(({ playState, effect }) => {
        return playState === 'running' && effect?.getComputedTiming().duration !== 0;
      })
      .map((each) => (each instanceof CSSAnimation ? each.animationName : each.id || 'unnamed')),
  );

/**
 * Walks through a kiosk: idle, checking, results, and all that opens.
 *
 * @returns what has moved on the way, and what moved when somebody looked
 */
async function walk(reducedMotion: 'reduce' | 'no-preference') {
  const { page, scanner, simulator } = await runScanningKiosk(served, {
    // Time enough to see it check.
    env: { KIOSK_TIMEOUT_MS: '8000' },
    onPage: async (opened) => {
      await opened.emulateMedia({ reducedMotion });
      await opened.addInitScript(noteMovements);
    },
  });
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  const seen = new Set<string>();
  const look = async () => {
    for (const each of await moving(page)) seen.add(each);
  };

  await page.locator('.board').waitFor();
  await look();
  simulator.setFaults([{ fault: { kind: 'latency', ms: 1500 }, on: 'badges' }]);
  const told = await nextResult(page);
  await scanner.scan('BADGE-1');
  await page.locator('.turning').waitFor();
  await look();
  await told('checked-in');
  simulator.clearFaults();
  // At once, so that the second is a repeated one.
  await scanner.scan('BADGE-2');
  await scanner.scan('BADGE-2');
  await page.locator('.connection.pulse').waitFor();
  await look();
  for (const [code, mark] of [
    ['BADGE-REVOKED', 'rejected'],
    ['\\000026', 'unreadable'],
  ] as const) {
    await scanner.scan(code);
    await outcomeIs(page, mark);
    await look();
  }
  await outcomeIs(page, 'idle');

  await button(WORDS.edge.typeCode).click();
  await look();
  await button(WORDS.codeEntry.cancel).click();
  await page.locator('.bottom-edge .language').click();
  await page.locator('dialog.languages').waitFor();
  await look();
  await page.keyboard.press('Escape');
  await openPinPad(page);
  await look();
  await button(WORDS.pin.back).click();
  await openScannerTest(page, PIN);
  await look();
  await page.getByRole('tab', { name: WORDS.staff.settings, exact: true }).click();
  await button(WORDS.wipe.open).click();
  await page.getByText(WORDS.wipe.headline).waitFor();
  await look();
  return { moved: await page.evaluate(() => window.movements), seen };
}

it('nothing moves for somebody who asked for no motion', async () => {
  const { moved, seen } = await walk('reduce');
  expect(moved).toEqual([]);
  expect([...seen]).toEqual([]);
});

it('for all others, what moves is what has a meaning', async () => {
  const { moved, seen } = await walk('no-preference');
  expect([...new Set(moved)].sort()).toEqual(MOVEMENTS);
  for (const lasting of ['approach', 'turn', 'run-out']) expect(seen).toContain(lasting);
});
