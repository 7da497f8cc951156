import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { ensureChromium } from '../../build/ensure-chromium.ts';
import { createConferaPublicClient } from '../../electron/core/confera/client.ts';
import { Kiosk } from '../../electron/kiosk/kiosk.ts';
import { readPage } from '../../electron/page/page-files.ts';
import { serveKiosk } from '../../electron/served/server.ts';
import { fileKeyStore } from '../../electron/settings/key-store.ts';
import { WedgeScanner } from '../e2e/fixtures/scanner.ts';
import { startSimulator } from '../simulator/simulator.ts';
import { type Measurement, measurement, percentile } from './measurement.ts';

const SCANS = 20;
const EVERY_MS = 1000;
/** The two kiosks take turns after as many scans, so that whatever else the machine does slows down both. */
const SCANS_A_TURN = 5;

/** The sample keys of the simulator that may check in: one may read nothing, and the other the programme too. */
const PLAIN_KEY = 'cat_demo_gate';
const PROGRAMME_KEY = 'cat_demo_kiosk';

/** For each scan, the milliseconds from its last key to the first frame that shows its result. */
type Timed = { timings: number[] };

/** A kiosk in a window of its own, with its scanner. */
type Measured = {
  simulatorUrl: string;
  window: Page;
  scanner: WedgeScanner;
  close: () => Promise<void>;
};

/**
 * Measures the time from a scanner's last key to the painted result, with one scan a second, against a simulator that
 * answers at once. The baseline is the bare client's check-in against the same simulator.
 *
 * `screen-programme` is the same with the event's programme on the idle picture, and its baseline is `screen`.
 */
export async function screenBench(): Promise<Measurement[]> {
  const browser = await chromium.launch({
    executablePath: ensureChromium() ?? '',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-sync'],
  });
  const plain = await openKiosk(browser, PLAIN_KEY);
  const programme = await openKiosk(browser, PROGRAMME_KEY);
  try {
    await programme.window.waitForSelector('.board', { timeout: 30_000 });
    const order = [plain, programme];
    for (let from = 0; from < SCANS; from += SCANS_A_TURN) {
      for (const kiosk of order) await scanEverySecond(kiosk, from);
      // Neither of them is always the first.
      order.reverse();
    }
    const [painted, withProgramme] = [await timingsOf(plain), await timingsOf(programme)];
    const bare = await bareCheckins(plain.simulatorUrl);
    return [
      ...compared('screen', painted, bare),
      ...compared('screen-programme', withProgramme, painted),
    ];
  } finally {
    await plain.close();
    await programme.close();
    await browser.close();
  }
}

function compared(name: string, values: number[], baseline: number[]): Measurement[] {
  return [0.5, 0.95].map((share) =>
    measurement({
      name: `${name}.p${share * 100}`,
      value: percentile(values, share),
      unit: 'ms',
      baseline: percentile(baseline, share),
      n: values.length,
    }),
  );
}

async function openKiosk(browser: Browser, apiKey: string): Promise<Measured> {
  const simulator = await startSimulator();
  const dataDir = mkdtempSync(path.join(tmpdir(), 'confera-kiosk-bench-'));
  const environment = { baseUrl: simulator.url, apiKey };
  const kiosk = new Kiosk({ dataDir, flags: {}, environment, keyStore: fileKeyStore(dataDir) });
  await kiosk.start();
  const page = readPage(path.resolve(import.meta.dirname, '../../out/renderer'));
  const served = await serveKiosk({ kiosk, page, port: 0 });
  const window = await browser.newPage({ viewport: { width: 1920, height: 1080 } });
  // This must come before the page's own listeners, because they let nobody else see a scanner's keys.
  await window.addInitScript(watchScans);
  await window.goto(served.url);
  await window.waitForSelector('[role="status"][data-outcome="idle"]');
  return {
    simulatorUrl: simulator.url,
    window,
    scanner: await WedgeScanner.attachTo(window),
    close: async () => {
      await served.close();
      await kiosk.close();
      await simulator.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

async function scanEverySecond({ window, scanner }: Measured, from: number): Promise<void> {
  await window.bringToFront();
  for (let n = from; n < from + SCANS_A_TURN; n++) {
    // The pace at which people come is part of what is measured, so there is no condition to wait for.
    const next = window.waitForTimeout(EVERY_MS);
    await scanner.scan(`LOAD-${1000 + n}`);
    await window.waitForFunction((n) => (globalThis as unknown as Timed).timings.length > n, n);
    await next;
  }
}

function timingsOf({ window }: Measured): Promise<number[]> {
  return window.evaluate(() => (globalThis as unknown as Timed).timings);
}

/** Runs in the page. */
function watchScans() {
  const timings: number[] = [];
  (globalThis as unknown as Timed).timings = timings;
  let lastKeyAt = 0;
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'Enter') lastKeyAt = performance.now();
  };
  window.addEventListener('keydown', onKey, { capture: true });
  const onChange = () => {
    if (lastKeyAt === 0 || !document.querySelector('[role="status"][data-outcome="checked-in"]'))
      return;
    const from = lastKeyAt;
    lastKeyAt = 0;
    // A task that follows a frame's callbacks runs once that frame is painted.
    requestAnimationFrame(() => setTimeout(() => timings.push(performance.now() - from)));
  };
  new MutationObserver(onChange).observe(document, {
    subtree: true,
    childList: true,
    attributes: true,
  });
}

async function bareCheckins(baseUrl: string): Promise<number[]> {
  const client = createConferaPublicClient({ baseUrl, apiKey: 'cat_demo_all' });
  const times: number[] = [];
  for (let n = 0; n < 10 * SCANS; n++) {
    const from = performance.now();
    await client.badges.checkin({ qr: `LOAD-bare-${n}` });
    times.push(performance.now() - from);
  }
  return times;
}
