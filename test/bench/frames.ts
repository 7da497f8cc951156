import type { Browser, Page } from 'playwright-core';
import { type Measurement, measurement, percentile } from './measurement.ts';
import { pagesCpuSeconds, type Timed, watchBadges, withCamera } from './watched-camera.ts';

/** How much of the picture's height the badge takes, from an arm's length away to right in front of the camera. */
const SIZES = [0.05, 0.07, 0.1, 0.14, 0.2, 0.4];
const BADGES_A_SIZE = 3;
const SHOWN_MS = 1000;
/** At least this many frames at the end of a film have no badge, so that its last result can still come. */
const LAST_FRAMES = 20;

type Frames = { width: number; height: number; rate: number };

/** What the kiosk asks a camera for. Everything else is compared with it. */
const OURS: Frames = { width: 1280, height: 720, rate: 30 };

const COMPARED: Frames[] = [
  OURS,
  { width: 640, height: 368, rate: 30 },
  { width: 1920, height: 1088, rate: 30 },
  { ...OURS, rate: 15 },
  { ...OURS, rate: 10 },
];

/** How many badges were read, how fast (milliseconds), and how much of a core the page and its decoder took. */
type Result = { read: number; p50: number; cpu: number };

/**
 * Measures what a camera's resolution and frame rate are worth. It plays the same film at each of them: badges far and
 * near, each shown for a second. The figures for what the kiosk uses are the baseline.
 */
export async function framesBench(): Promise<Measurement[]> {
  const badges = SIZES.length * BADGES_A_SIZE;
  const results: [string, Result][] = [];
  for (const frames of COMPARED) {
    const { width, height, rate } = frames;
    results.push([`${width}x${height}@${rate}`, await filmed(frames, badges)]);
  }
  const ours = results[0]?.[1] as Result;
  const units = { read: 'badges', p50: 'ms', cpu: 'cores' } as const;
  return results.flatMap(([name, result]) =>
    (['read', 'p50', 'cpu'] as const).map((what) =>
      measurement({
        name: `frames.${name}.${what}`,
        value: result[what],
        unit: units[what],
        baseline: ours[what],
        n: badges,
      }),
    ),
  );
}

function filmed(frames: Frames, badges: number): Promise<Result> {
  const scenes = Array.from({ length: badges }, (_, n) => ({
    code: `LOAD-${1000 + n}`,
    ms: SHOWN_MS,
    mark: n + 1,
    size: SIZES[n % SIZES.length] as number,
  }));
  const empty = { code: null, ms: 1500, mark: 0 };
  return withCamera(
    [empty, ...scenes, empty],
    async (open) => {
      const page = await open(async (opened) => {
        await watchBadges(opened);
        await opened.addInitScript(askFor, frames);
      });
      await shown(page, 'a badge');
      const browser = page.context().browser() as Browser;
      const [cpu, since] = [await pagesCpuSeconds(browser), performance.now()];
      await shown(page, 'none');
      const seconds = (performance.now() - since) / 1000;
      const used = (await pagesCpuSeconds(browser)) - cpu;
      const timings = await page.evaluate(() => (globalThis as unknown as Timed).timings);
      return { read: timings.length, p50: percentile(timings, 0.5), cpu: used / seconds };
    },
    frames,
  );
}

async function shown(page: Page, what: 'a badge' | 'none'): Promise<void> {
  await page.waitForFunction(
    ([badge, enough]) => {
      const { framesWithout, timings } = globalThis as unknown as Timed;
      return badge ? framesWithout === 0 : timings.length > 0 && framesWithout >= enough;
    },
    [what === 'a badge', LAST_FRAMES] as const,
    { timeout: 60_000 },
  );
}

/** Runs in the page. Whatever the page asks a camera for, it gets these frames. */
function askFor({ width, height, rate }: Frames) {
  const { mediaDevices } = navigator;
  const getUserMedia = mediaDevices.getUserMedia.bind(mediaDevices);
  mediaDevices.getUserMedia = (constraints) => {
    const video = typeof constraints?.video === 'object' ? constraints.video : {};
    return getUserMedia({ video: { ...video, width, height, frameRate: { exact: rate } } });
  };
}
