import type { Page } from 'playwright-core';
import { fillDatabase } from './kept-scans.ts';
import { BENCH_PIN, launchBrowser, openKiosk, PLAIN_KEY } from './kiosk-window.ts';
import { aimed, type Measurement, percentile } from './measurement.ts';

const SIZE = { width: 1366, height: 768 };
/** How far a finger scrolls, and how fast, in pixels and pixels a second: through some three hundred scans in ten seconds. */
const FAR = 20_000;
const SPEED = 2000;

/** A frame at sixty a second, and a little of what the browser's own clock is off by, in milliseconds. */
const FRAME_GOAL_MS = 17.5;

/** What a watched page records while it is scrolled. */
type Scrolled = {
  /** From each frame to the next, milliseconds. */
  frames: number[];
  /** Frames in which the middle of the screen shows no scan. */
  empty: number;
};

/**
 * Measures how smoothly the list of scans scrolls under a finger: how long frames take, and whether the list ever is empty
 * in the middle of the screen because its rows come too late.
 *
 * @param kept how many scans the kiosk has
 */
export async function scrollBench(kept: number): Promise<Measurement[]> {
  const browser = await launchBrowser();
  try {
    const kiosk = await openKiosk(
      browser,
      PLAIN_KEY,
      async () => {},
      (dataDir, baseUrl) => fillDatabase(dataDir, { done: kept, baseUrl }),
    );
    try {
      await openScans(kiosk.window);
      const { frames, empty } = await scroll(kiosk.window);
      return [
        aimed({
          name: 'staff.scroll.frame.p95',
          value: percentile(frames, 0.95),
          goal: FRAME_GOAL_MS,
          unit: 'ms',
          n: frames.length,
        }),
        aimed({
          name: 'staff.scroll.empty',
          value: empty,
          goal: 0,
          unit: 'frames',
          n: frames.length,
        }),
      ];
    } finally {
      await kiosk.close();
    }
  } finally {
    await browser.close();
  }
}

async function openScans(window: Page): Promise<void> {
  await window.setViewportSize(SIZE);
  await window.locator('[data-opens="staff"]').click();
  const pad = window.locator('.pin-pad');
  for (const digit of BENCH_PIN) await pad.getByText(digit, { exact: true }).click();
  await pad.locator('button.main').click();
  await window.getByRole('tab', { name: 'Scans', exact: true }).click();
  await window.locator('.scan-rows [data-scan-id]').first().waitFor();
}

async function scroll(window: Page): Promise<Scrolled> {
  await window.bringToFront();
  await window.evaluate(watchFrames);
  const devtools = await window.context().newCDPSession(window);
  await devtools.send('Input.synthesizeScrollGesture', {
    x: SIZE.width / 2,
    y: SIZE.height / 2,
    yDistance: -FAR,
    speed: SPEED,
    gestureSourceType: 'touch',
    preventFling: true,
  });
  return window.evaluate(() => (globalThis as unknown as { scrolled: Scrolled }).scrolled);
}

/** Runs in the page. */
function watchFrames() {
  const scrolled: Scrolled = { frames: [], empty: 0 };
  Object.assign(globalThis, { scrolled });
  let last: number | null = null;
  requestAnimationFrame(function watch(at) {
    if (last !== null) scrolled.frames.push(at - last);
    last = at;
    const middle = document.elementFromPoint(innerWidth / 2, innerHeight / 2);
    if (!middle?.closest('.scan-rows li')) scrolled.empty += 1;
    requestAnimationFrame(watch);
  });
}
