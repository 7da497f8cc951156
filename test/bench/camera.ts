import type { Browser, Page } from 'playwright-core';
import { aimed, type Measurement, measurement, percentile } from './measurement.ts';
import { pagesCpuSeconds, type Timed, watchBadges, withCamera } from './watched-camera.ts';

const BADGES = 20;
const SHOWN_MS = 1500;
const FRAME_MS = 1000 / 30;
/** What a frame may cost the screen's own thread, in milliseconds. */
const MAIN_THREAD_MS = 8;
const WATCHED_MS = 5000;

/** How much of a core the page and its decoder may take while nobody is there. */
const NOBODY_GOAL = 0.15;
/** How long after the start nobody has come, and then how long that is watched, in milliseconds. */
const SETTLED_MS = 4000;
const NOBODY_MS = 15_000;
/** The noise of a camera without much light is another one in each of so many frames. */
const NOISY = Array.from({ length: 60 }, () => ({ code: null, ms: FRAME_MS }));

/**
 * Measures the time from a badge's first full frame to its painted result, over a film of 20 badges at 1280 × 720, and
 * compares it with the length of one frame. Also measures what a frame without a badge costs the screen's thread, and what
 * the camera costs while nobody is there.
 */
export async function cameraBench(): Promise<Measurement[]> {
  const badges = Array.from({ length: BADGES }, (_, n) => n + 1);
  const timings = await withCamera(
    [
      { code: null, ms: 1000, mark: 0 },
      ...badges.map((n) => ({ code: `LOAD-${1000 + n}`, ms: SHOWN_MS, mark: n })),
    ],
    async (open) => {
      const page = await open((opened) => watchBadges(opened));
      await page.waitForFunction(
        (count) => (globalThis as unknown as Timed).timings.length >= count,
        BADGES,
        { timeout: 3 * BADGES * SHOWN_MS },
      );
      return page.evaluate(() => (globalThis as unknown as Timed).timings);
    },
  );
  const mainThread = await withCamera([{ code: null, ms: 2000 }], async (open) =>
    mainThreadMs(await open()),
  );
  const nobody = await withCamera(NOISY, async (open) => coresOf(await open()));
  const n = timings.length;
  return [
    ...[0.5, 0.95].map((share) =>
      measurement({
        name: `camera.p${share * 100}`,
        value: percentile(timings, share),
        unit: 'ms',
        baseline: FRAME_MS,
        n,
      }),
    ),
    measurement({
      name: 'camera.main-thread',
      value: mainThread.ms,
      unit: 'ms a frame',
      baseline: MAIN_THREAD_MS,
      n: mainThread.frames,
    }),
    aimed({ name: 'camera.nobody', value: nobody, unit: 'cores', goal: NOBODY_GOAL, n: 1 }),
  ];
}

/** How much of a core the page takes, once it has settled. */
async function coresOf(page: Page): Promise<number> {
  const browser = page.context().browser() as Browser;
  // These times are what is measured, so there is no condition to wait for.
  await page.waitForTimeout(SETTLED_MS);
  const [cpu, since] = [await pagesCpuSeconds(browser), performance.now()];
  await page.waitForTimeout(NOBODY_MS);
  return ((await pagesCpuSeconds(browser)) - cpu) / ((performance.now() - since) / 1000);
}

async function mainThreadMs(page: Page): Promise<{ ms: number; frames: number }> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Performance.enable');
  const now = async () => {
    const { metrics } = await cdp.send('Performance.getMetrics');
    const seconds = metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN;
    const frames = await page.evaluate(
      () => document.querySelector('video')?.getVideoPlaybackQuality().totalVideoFrames ?? 0,
    );
    return { ms: seconds * 1000, frames };
  };
  const before = await now();
  // This is the measured time itself. To wait for a number of frames instead, the test would have to ask the page, and
  // so use the very thread that it measures.
  await page.waitForTimeout(WATCHED_MS);
  const after = await now();
  const frames = after.frames - before.frames;
  return { ms: (after.ms - before.ms) / frames, frames };
}
