import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { ensureChromium } from '../../build/ensure-chromium.ts';
import { createConferaPublicClient } from '../../electron/core/confera/client.ts';
import { Kiosk } from '../../electron/kiosk/kiosk.ts';
import { readPageFiles } from '../../electron/page/page-files.ts';
import { serveKiosk } from '../../electron/served/server.ts';
import { fileKeyStore } from '../../electron/settings/key-store.ts';
import { WedgeScanner } from '../e2e/fixtures/scanner.ts';
import { startSimulator } from '../simulator/simulator.ts';
import { type Measurement, measurement, percentile } from './measurement.ts';

const SCANS = 20;
const EVERY_MS = 1000;

/** For each scan, the milliseconds from its last key to the first frame that shows its result. */
type Timed = { timings: number[] };

/**
 * Measures the time from a scanner's last key to the painted result, with one scan a second, against a simulator that
 * answers at once. The baseline is the bare client's check-in against the same simulator.
 */
export async function screenBench(): Promise<Measurement[]> {
  const simulator = await startSimulator();
  const dataDir = mkdtempSync(path.join(tmpdir(), 'confera-kiosk-bench-'));
  const environment = { baseUrl: simulator.url, apiKey: 'cat_demo_all' };
  const kiosk = new Kiosk({ dataDir, flags: {}, environment, keyStore: fileKeyStore(dataDir) });
  await kiosk.start();
  const page = readPageFiles(path.resolve(import.meta.dirname, '../../out/renderer'));
  const served = await serveKiosk({ kiosk, page, port: 0 });
  const browser = await chromium.launch({
    executablePath: ensureChromium() ?? '',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-sync'],
  });
  try {
    const window = await browser.newPage({ viewport: { width: 1920, height: 1080 } });
    // This must come before the page's own listeners, because they let nobody else see a scanner's keys.
    await window.addInitScript(watchScans);
    await window.goto(served.url);
    const painted = await scanEverySecond(window);
    const bare = await bareCheckins(simulator.url);
    const values = { unit: 'ms', n: painted.length };
    return [0.5, 0.95].map((share) =>
      measurement({
        name: `screen.p${share * 100}`,
        value: percentile(painted, share),
        baseline: percentile(bare, share),
        ...values,
      }),
    );
  } finally {
    await browser.close();
    await served.close();
    await kiosk.close();
    await simulator.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function scanEverySecond(window: Page): Promise<number[]> {
  await window.waitForSelector('[role="status"][data-outcome="idle"]');
  const scanner = await WedgeScanner.attachTo(window);
  for (let n = 0; n < SCANS; n++) {
    // The pace at which people come is part of what is measured, so there is no condition to wait for.
    const next = window.waitForTimeout(EVERY_MS);
    await scanner.scan(`LOAD-${1000 + n}`);
    await window.waitForFunction((n) => (globalThis as unknown as Timed).timings.length > n, n);
    await next;
  }
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
