import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { Language } from '../../shared/words/languages.ts';
import { WORDS } from '../fixtures/words.ts';
import { served } from './drivers/served.ts';
import { Finger } from './fixtures/finger.ts';
import { pixelsOfRingCut } from './fixtures/focus-ring.ts';
import { outcomeIs } from './fixtures/page-marks.ts';
import { PIN, runScanningKiosk } from './fixtures/running-kiosk.ts';
import { until } from './fixtures/until.ts';

const SIZES = [
  [480, 800],
  [800, 480],
] as const;

/** How long it may take to go through every control of the area by keyboard, milliseconds. */
const WALK_MS = 120_000;

/** More presses of Tab than any page needs to reach its last control. */
const MOST_TABS = 120;

const LANGUAGES: readonly Language[] = ['en', 'de', 'ur'];

/** Opens the staff area whatever the language, and waits until it says what needs attention. */
async function openStaff(page: Page): Promise<void> {
  await page.locator('[data-opens="staff"]').click();
  const pad = page.locator('.pin-pad');
  for (const digit of PIN) await pad.locator('.digits').getByText(digit, { exact: true }).click();
  await pad.locator('button.main').click();
  await page.locator('[data-problem="attention"]').waitFor();
}

/** What of the page's buttons is beside the screen, or beyond the box that it is in. */
function cutButtons(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const target = 63;
    return [...document.querySelectorAll<HTMLElement>('main button')]
      .filter((each) => {
        const { left, right, height } = each.getBoundingClientRect();
        const isCut = each.scrollWidth > each.clientWidth + 1;
        return left < -0.5 || right > innerWidth + 0.5 || height < target || isCut;
      })
      .map((each) => each.innerText);
  });
}

describe.each(SIZES)('the staff area on a screen of %i by %i', (width, height) => {
  it.each(LANGUAGES)(
    'cuts no button off, and every tab can be reached, in %s',
    async (language) => {
      const { page, scanner } = await runScanningKiosk(served, {
        env: { KIOSK_LANGUAGE: language },
      });
      await page.setViewportSize({ width, height });
      await scanner.scan('BADGE-KEY-REUSED');
      await outcomeIs(page, 'attention');
      await scanner.scan('BADGE-REVOKED');
      await outcomeIs(page, 'rejected');
      await openStaff(page);

      // Two scans, each with a button to send it again and one to dismiss it.
      await until(async () => {
        expect(await page.locator('tr[data-scan-id] button').count()).toBeGreaterThanOrEqual(4);
      });
      expect(await cutButtons(page)).toEqual([]);
      const main = page.locator('main');
      expect(await main.evaluate((it) => it.scrollWidth - it.clientWidth)).toBe(0);

      // By keyboard: each arrow key opens the next page and brings its tab into view. Nothing else moves.
      const tabs = page.getByRole('tab');
      const count = await tabs.count();
      await tabs.first().focus();
      const next = language === 'ur' ? 'ArrowLeft' : 'ArrowRight';
      for (let at = 0; at < count; at += 1) {
        const tab = tabs.nth(at);
        await until(async () => expect(await tab.getAttribute('aria-selected')).toBe('true'));
        await until(async () => {
          const box = await tab.boundingBox();
          expect(box?.x).toBeGreaterThanOrEqual(-0.5);
          expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(width + 0.5);
        });
        await page.locator('[role="tabpanel"] :is(h2, h1, button, p):visible').first().waitFor();
        expect([at, await cutButtons(page)]).toEqual([at, []]);
        await page.keyboard.press(next);
      }
    },
  );

  it('shows the whole ring around whatever has the focus', { timeout: WALK_MS }, async () => {
    const { page, scanner } = await runScanningKiosk(served);
    await page.setViewportSize({ width, height });
    await scanner.scan('BADGE-KEY-REUSED');
    await outcomeIs(page, 'attention');
    await openStaff(page);
    const tabs = page.getByRole('tab');
    const pages = await tabs.count();
    await tabs.first().focus();
    for (let at = 0; at < pages; at += 1) {
      await until(async () =>
        expect(await tabs.nth(at).getAttribute('aria-selected')).toBe('true'),
      );
      await page.locator('[role="tabpanel"] :is(h2, h1, button, p):visible').first().waitFor();
      let ringed = 0;
      for (let presses = 0; presses < MOST_TABS; presses += 1) {
        const focused = await page.evaluate(() => document.activeElement?.outerHTML ?? '');
        // Beyond the last control the focus leaves the page.
        if (focused.startsWith('<body')) break;
        // A picker within a field draws its own.
        const cut = await pixelsOfRingCut(page);
        if (cut !== null) ringed += 1;
        if (cut)
          await until(async () =>
            expect([focused, await pixelsOfRingCut(page)]).toEqual([focused, 0]),
          );
        await page.keyboard.press('Tab');
      }
      // The tab, the three buttons beside it, and something on the page.
      expect(ringed).toBeGreaterThan(4);
      await tabs.nth(at).focus();
      await page.keyboard.press('ArrowRight');
    }
  });
});

it('a tab is as wide selected as not, so that nothing jumps', async () => {
  const { page, scanner } = await runScanningKiosk(served);
  await scanner.scan('BADGE-KEY-REUSED');
  await outcomeIs(page, 'attention');
  await openStaff(page);
  const tabs = page.getByRole('tab');
  const boxes = () =>
    tabs.evaluateAll((all) =>
      all.map((each) => {
        const { left, width, top } = each.getBoundingClientRect();
        return [left, width, top].map(Math.round);
      }),
    );
  const before = await boxes();
  const bar = (at: number) =>
    tabs.nth(at).evaluate((it) => getComputedStyle(it, '::after').backgroundColor);
  for (let at = 0; at < before.length; at += 1) {
    await tabs.nth(at).click();
    await until(async () => expect(await tabs.nth(at).getAttribute('aria-selected')).toBe('true'));
    expect(await boxes()).toEqual(before);
    // The selected one has a bar, and no other has.
    expect(await bar(at)).not.toBe(await bar((at + 1) % before.length));
  }
});

describe('the tab of the page that is open', () => {
  it.each(['mouse', 'finger'] as const)(
    'comes wholly into view when it is pressed with a %s where half of it is beyond the bar',
    async (pressedWith) => {
      const { page, scanner } = await runScanningKiosk(served);
      await page.setViewportSize({ width: 800, height: 480 });
      await scanner.scan('BADGE-KEY-REUSED');
      await outcomeIs(page, 'attention');
      await openStaff(page);
      const finger = pressedWith === 'finger' ? await Finger.on(page) : null;
      const press = (point: Point) =>
        finger ? finger.tapAt(point) : page.mouse.click(point.x, point.y);
      const { scans, files, settings } = WORDS.staff;
      for (const name of [scans, files, settings]) {
        const tab = page.getByRole('tab', { name, exact: true });
        await press(await halfBeyond(tab));
        await until(async () => expect(await tab.getAttribute('aria-selected')).toBe('true'));
        await until(async () => expect(await pixelsBeyond(tab)).toBe(0));
        // Its page is open already, and somebody has scrolled the bar.
        await press(await halfBeyond(tab));
        await until(async () => expect(await pixelsBeyond(tab)).toBe(0));
      }
    },
  );

  it('stays in view when the screen is turned', async () => {
    const { page, scanner } = await runScanningKiosk(served);
    await scanner.scan('BADGE-KEY-REUSED');
    await outcomeIs(page, 'attention');
    await openStaff(page);
    const tab = page.getByRole('tab', { name: WORDS.staff.settings, exact: true });
    await tab.click();
    for (const [width, height] of SIZES) {
      await page.setViewportSize({ width, height });
      await until(async () => expect(await pixelsBeyond(tab)).toBe(0));
    }
  });
});

type Point = { x: number; y: number };

/** How much of a tab is beyond its bar, in whole pixels. */
function pixelsBeyond(tab: Locator): Promise<number> {
  return tab.evaluate((it) => {
    const bar = it.closest('[role="tablist"]')?.getBoundingClientRect();
    const { left, right } = it.getBoundingClientRect();
    return bar ? Math.floor(Math.max(0, bar.left - left, right - bar.right)) : Number.NaN;
  });
}

/**
 * Scrolls the bar so that half of a tab is beyond one of its ends.
 *
 * @returns the middle of the part that can be seen
 */
async function halfBeyond(tab: Locator): Promise<Point> {
  const point = await tab.evaluate((it) => {
    const bar = it.closest('[role="tablist"]');
    if (!bar) return null;
    const whole = it.getBoundingClientRect();
    const { left, right } = bar.getBoundingClientRect();
    const middle = whole.left + whole.width / 2;
    bar.scrollLeft += middle - left;
    // The last ones never come to the left end.
    if (it.getBoundingClientRect().left >= left) {
      bar.scrollLeft += it.getBoundingClientRect().left + whole.width / 2 - right;
    }
    const now = it.getBoundingClientRect();
    const from = Math.max(now.left, left);
    return { x: (from + Math.min(now.right, right)) / 2, y: now.top + now.height / 2 };
  });
  expect(await pixelsBeyond(tab)).toBeGreaterThan(10);
  if (!point) throw new Error('the tab is in no bar');
  return point;
}
