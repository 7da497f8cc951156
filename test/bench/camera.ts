import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { ensureChromium } from '../../build/ensure-chromium.ts';
import { Kiosk } from '../../electron/kiosk/kiosk.ts';
import { readPageFiles } from '../../electron/served/page-files.ts';
import { serveKiosk } from '../../electron/served/server.ts';
import { fileKeyStore } from '../../electron/settings/key-store.ts';
import { CHROMIUM_FLAGS } from '../e2e/drivers/chromium-flags.ts';
import { type BadgeScene, MARK, writeBadgeVideo } from '../e2e/fixtures/fake-camera-video.ts';
import { startSimulator } from '../simulator/simulator.ts';
import { type Measurement, measurement, percentile } from './measurement.ts';

const BADGES = 20;
const SHOWN_MS = 1500;
const FRAME_MS = 1000 / 30;
/** What a frame may cost the screen's own thread, in milliseconds. */
const MAIN_THREAD_MS = 8;
const WATCHED_MS = 5000;

/** What the page tells of each badge: from its first frame to the first one after its result was there. */
type Timed = { timings: number[] };

/**
 * From a badge's first full frame to its painted result, over a film of 20 badges at 1280 × 720, compared with one
 * frame of it; and what a frame without a badge costs the screen's thread.
 */
export async function cameraBench(): Promise<Measurement[]> {
  const badges = Array.from({ length: BADGES }, (_, n) => n + 1);
  const timings = await withCamera(
    [
      { code: null, ms: 1000, mark: 0 },
      ...badges.map((n) => ({ code: `LOAD-${1000 + n}`, ms: SHOWN_MS, mark: n })),
    ],
    async (open) => {
      const page = await open((opened) => opened.addInitScript(watchBadges, MARK));
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
  ];
}

type Open = (prepare?: (page: Page) => Promise<unknown>) => Promise<Page>;

/** Runs `work` with a kiosk whose camera plays a film, and what opens its page once the camera is on. */
async function withCamera<T>(scenes: BadgeScene[], work: (open: Open) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(path.join(tmpdir(), 'confera-kiosk-bench-'));
  const film = path.join(folder, 'badges.mjpeg');
  writeBadgeVideo(film, scenes);
  const simulator = await startSimulator();
  const environment = { baseUrl: simulator.url, apiKey: 'cat_demo_all' };
  const dataDir = path.join(folder, 'data');
  const kiosk = new Kiosk({ dataDir, flags: {}, environment, keyStore: fileKeyStore(dataDir) });
  await kiosk.start();
  const files = readPageFiles(path.resolve(import.meta.dirname, '../../out/renderer'));
  const served = await serveKiosk({ kiosk, page: files, port: 0 });
  let browser: Browser | null = null;
  try {
    browser = await chromium.launch({
      executablePath: ensureChromium() ?? '',
      args: [
        ...CHROMIUM_FLAGS,
        '--use-fake-ui-for-media-stream',
        '--use-fake-device-for-media-stream',
        `--use-file-for-fake-video-capture=${film}`,
      ],
    });
    const window = await browser.newPage({ viewport: { width: 1920, height: 1080 } });
    return await work(async (prepare) => {
      await prepare?.(window);
      await window.goto(served.url);
      await window.waitForSelector('[data-camera="on"] video');
      return window;
    });
  } finally {
    await browser?.close();
    await served.close();
    await kiosk.close();
    await simulator.close();
    rmSync(folder, { recursive: true, force: true });
  }
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
  await page.waitForTimeout(WATCHED_MS);
  const after = await now();
  const frames = after.frames - before.frames;
  return { ms: (after.ms - before.ms) / frames, frames };
}

/** Runs in the page, before its own scripts. */
function watchBadges({ squares, side }: typeof MARK) {
  const timings: number[] = [];
  (globalThis as unknown as Timed).timings = timings;
  const canvas = new OffscreenCanvas(squares, 1);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  let badge = 0;
  let since: number | null = null;
  let scanId: string | undefined;
  const watched = new WeakSet<HTMLVideoElement>();

  function onFrame(now: number, video: HTMLVideoElement) {
    context?.drawImage(video, 0, 0, squares * side, side, 0, 0, squares, 1);
    const { data } = context?.getImageData(0, 0, squares, 1) ?? { data: [] };
    let mark = 0;
    for (let bit = 0; bit < squares; bit++) if ((data[4 * bit] ?? 0) > 127) mark |= 1 << bit;
    if (mark !== badge) since = mark === 0 ? null : now;
    badge = mark;
    video.requestVideoFrameCallback((at) => onFrame(at, video));
  }
  function onChange() {
    const video = document.querySelector('video');
    if (video && !watched.has(video)) {
      watched.add(video);
      video.requestVideoFrameCallback((at) => onFrame(at, video));
    }
    const result = document.querySelector<HTMLElement>('[role="status"][data-outcome]');
    const shown = result?.dataset;
    if (!shown?.scanId || shown.scanId === scanId || shown.outcome === 'checking') return;
    scanId = shown.scanId;
    const from = since;
    since = null;
    // A task that follows a frame's callbacks runs once that frame is painted.
    if (from !== null) {
      requestAnimationFrame(() => setTimeout(() => timings.push(performance.now() - from)));
    }
  }
  new MutationObserver(onChange).observe(document, {
    subtree: true,
    childList: true,
    attributes: true,
  });
}
