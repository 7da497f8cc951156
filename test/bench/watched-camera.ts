import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { ensureChromium } from '../../build/ensure-chromium.ts';
import { Kiosk } from '../../electron/kiosk/kiosk.ts';
import { readPage } from '../../electron/page/page-files.ts';
import { serveKiosk } from '../../electron/served/server.ts';
import { fileKeyStore } from '../../electron/settings/key-store.ts';
import { type BadgeScene, MARK, writeBadgeVideo } from '../e2e/fixtures/fake-camera-video.ts';
import { CHROMIUM_FLAGS, SOUND_FLAG } from '../fixtures/chromium-flags.ts';
import { startSimulator } from '../simulator/simulator.ts';

/** What a watched page records about the badges of a film, in `globalThis`. */
export type Timed = {
  /** For each result, the milliseconds from its badge's first frame until it was painted. */
  timings: number[];
  /** The number of frames since the last badge was taken away; 0 while a badge is shown. */
  framesWithout: number;
};

type Open = (prepare?: (page: Page) => Promise<unknown>) => Promise<Page>;

/** Runs `work` with a kiosk whose camera plays a film. It also gets a function that opens the page with the camera on. */
export async function withCamera<T>(
  scenes: BadgeScene[],
  work: (open: Open) => Promise<T>,
  size: { width: number; height: number } = { width: 1280, height: 720 },
): Promise<T> {
  const folder = mkdtempSync(path.join(tmpdir(), 'confera-kiosk-bench-'));
  const film = path.join(folder, 'badges.mjpeg');
  writeBadgeVideo(film, scenes, size);
  const simulator = await startSimulator();
  const environment = { baseUrl: simulator.url, apiKey: 'cat_demo_all' };
  const dataDir = path.join(folder, 'data');
  const kiosk = new Kiosk({ dataDir, flags: {}, environment, keyStore: fileKeyStore(dataDir) });
  await kiosk.start();
  const page = readPage(path.resolve(import.meta.dirname, '../../out/renderer'));
  const served = await serveKiosk({ kiosk, page, port: 0 });
  let browser: Browser | null = null;
  try {
    browser = await chromium.launch({
      executablePath: ensureChromium() ?? '',
      args: [
        ...CHROMIUM_FLAGS,
        SOUND_FLAG,
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

/** Has a page watch the badges of its film, beginning before its first script. */
export async function watchBadges(page: Page): Promise<void> {
  await page.addInitScript(noteBadges, MARK);
}

/** Runs in the page, before its own scripts. */
function noteBadges({ squares, side }: typeof MARK) {
  const timings: number[] = [];
  const told = Object.assign(globalThis as unknown as Timed, { timings, framesWithout: 0 });
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
    told.framesWithout = mark === 0 ? told.framesWithout + 1 : 0;
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

/** The processor time that all pages and their workers have used so far, in seconds. */
export async function pagesCpuSeconds(browser: Browser): Promise<number> {
  const cdp = await browser.newBrowserCDPSession();
  const { processInfo } = await cdp.send('SystemInfo.getProcessInfo');
  await cdp.detach();
  return processInfo
    .filter(({ type }) => type === 'renderer')
    .reduce((sum, { cpuTime }) => sum + cpuTime, 0);
}
