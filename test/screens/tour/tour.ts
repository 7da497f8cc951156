import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll } from 'vitest';
import { ensureChromium } from '../../../build/ensure-chromium.ts';
import { LANGUAGES } from '../../../shared/words/languages.ts';
import { writeBadgeVideo } from '../../e2e/fixtures/fake-camera-video.ts';
import { WedgeScanner } from '../../e2e/fixtures/scanner.ts';
import { CHROMIUM_FLAGS } from '../../fixtures/chromium-flags.ts';
import { type Look, pixelsOf } from './looks.ts';
import type { Arrival, Stop } from './stops.ts';
import {
  type Arrangement,
  type Condition,
  startToured,
  TOUR_TIME,
  type TouredKiosk,
} from './toured-kiosk.ts';

const FIRST_SIZE = '1366x768';

/** Looks at a screen that stands still. */
export type Visitor = (page: Page, look: Look) => Promise<void>;

export type Tour = {
  /** Leads the kiosk to a screen once, and calls the visitor there in each look, without leaving the screen. */
  visit: (stop: Stop, looks: Iterable<Look>, visitor: Visitor) => Promise<void>;
};

/**
 * A tour of the screens of real kiosks, for the tests of one file. Kiosks and browsers are started when the first stop
 * needs them, shared by all others, and ended after the last test.
 */
export function startTour(): Tour {
  const kiosks = new Map<Condition, Promise<TouredKiosk>>();
  const browsers = new Map<string | null, Promise<Browser>>();
  const folder = mkdtempSync(path.join(tmpdir(), 'kiosk-tour-film-'));
  afterAll(async () => {
    for (const browser of browsers.values()) await (await browser).close();
    for (const kiosk of kiosks.values()) await (await kiosk).close();
    rmSync(folder, { recursive: true, force: true });
  });
  return {
    visit: async (stop, looks, visitor) => {
      const kiosk = await made(kiosks, stop.kiosk, () => startToured(stop.kiosk));
      const film = stop.camera ? path.join(folder, 'entrance.mjpeg') : null;
      const browser = await made(browsers, film, () => openBrowser(film));
      const page = await openPage(browser, kiosk, stop.arranged);
      try {
        await stop.arrive(await arrivalOf(page, kiosk));
        await page.clock.pauseAt(TOUR_TIME);
        for (const look of looks) {
          await dress(page, kiosk, look, stop.arranged);
          await visitor(page, look);
        }
      } finally {
        await page.context().close();
      }
    },
  };
}

function made<Key, Made>(
  all: Map<Key, Promise<Made>>,
  key: Key,
  make: () => Promise<Made>,
): Promise<Made> {
  const known = all.get(key) ?? make();
  all.set(key, known);
  return known;
}

/** A browser without a camera, or with one before which nobody stands. */
async function openBrowser(film: string | null): Promise<Browser> {
  const camera = [
    '--use-fake-device-for-media-stream',
    `--use-file-for-fake-video-capture=${film}`,
  ];
  if (film) writeBadgeVideo(film, [{ code: null, ms: 100 }]);
  return chromium.launch({
    executablePath: ensureChromium() ?? '',
    args: [...CHROMIUM_FLAGS, ...(film ? camera : [])],
    env: { ...process.env, FONTCONFIG_FILE: path.join(import.meta.dirname, 'fonts.conf') },
  });
}

/** A page on which the time of day stands, while what runs by a timer goes on until the screen has been reached. */
async function openPage(
  browser: Browser,
  { kiosk, served }: TouredKiosk,
  arranged: Arrangement = {},
): Promise<Page> {
  kiosk.wear({ language: 'en', theme: 'dark', ...arranged });
  const context = await browser.newContext({
    viewport: pixelsOf(FIRST_SIZE),
    reducedMotion: 'reduce',
    permissions: ['camera'],
    locale: 'en-GB',
    // The set-up offers the zone that the machine is set to.
    timezoneId: 'Asia/Karachi',
  });
  const page = await context.newPage();
  await page.addInitScript(keepPace);
  await page.clock.install({ time: TOUR_TIME });
  await page.clock.setFixedTime(TOUR_TIME);
  await page.goto(served.url);
  return page;
}

/**
 * Has the keys of each code come 4 ms apart. The clock that Playwright gives a page would time a key by when the page
 * hears of it: a busy machine would pull codes apart, and the scanner test shows how long the gaps were. It runs in
 * the page.
 */
function keepPace(): void {
  const times = new WeakMap<KeyboardEvent, number>();
  let last = 0;
  let hasEnded = true;
  Object.defineProperty(KeyboardEvent.prototype, 'timeStamp', {
    get(this: KeyboardEvent) {
      if (!times.has(this)) {
        if (this.type === 'keydown') {
          last = hasEnded ? Math.max(performance.now(), last + 100) : last + 4;
          hasEnded = this.key === 'Enter';
        }
        times.set(this, last);
      }
      return times.get(this);
    },
  });
}

async function arrivalOf(page: Page, { kiosk, simulator, dataDir }: TouredKiosk): Promise<Arrival> {
  return { page, kiosk, simulator, dataDir, scanner: await WedgeScanner.attachTo(page) };
}

/** Changes size, language and theme of a screen, and waits until it is drawn anew. */
async function dress(
  page: Page,
  { kiosk }: TouredKiosk,
  look: Look,
  arranged: Arrangement = {},
): Promise<void> {
  const { size, language, theme } = look;
  await page.setViewportSize(pixelsOf(size));
  kiosk.wear({ language, theme, ...arranged });
  await page.waitForFunction(
    ([tag, theme]) => {
      const { lang, dataset } = document.documentElement;
      return lang === tag && dataset.theme === theme;
    },
    [LANGUAGES[language].tag, theme] as const,
  );
  await page.evaluate(async () => {
    // The page's own frames stand still with its clock, but an observer is told in the browser's next one. What a media
    // query has changed by then is drawn in the one after it.
    const nextFrame = () =>
      new Promise((resolve) => new ResizeObserver(resolve).observe(document.body));
    await nextFrame();
    await nextFrame();
    await document.fonts.ready;
    await nextFrame();
  });
}
