import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { ensureChromium } from '../../build/ensure-chromium.ts';
import { Kiosk } from '../../electron/kiosk/kiosk.ts';
import { readPage } from '../../electron/page/page-files.ts';
import { serveKiosk } from '../../electron/served/server.ts';
import { fileKeyStore } from '../../electron/settings/key-store.ts';
import { WedgeScanner } from '../e2e/fixtures/scanner.ts';
import { startSimulator } from '../simulator/simulator.ts';

/** The page as it was built. */
export const BUILT_PAGE = path.resolve(import.meta.dirname, '../../out/renderer');

/** The sample keys of the simulator that may check in: one may read nothing, and the other the programme too. */
export const PLAIN_KEY = 'cat_demo_gate';
export const PROGRAMME_KEY = 'cat_demo_kiosk';

/** A kiosk in a window of its own, with its scanner. */
export type KioskWindow = {
  simulatorUrl: string;
  window: Page;
  scanner: WedgeScanner;
  close: () => Promise<void>;
};

export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: ensureChromium() ?? '',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-sync'],
  });
}

/** The PIN of a kiosk that is measured. */
export const BENCH_PIN = '90371528';

/**
 * Opens a kiosk with a simulator of its own, in a window that has cached nothing yet.
 *
 * @param prepare runs before the page's own scripts
 * @param fill puts what the kiosk has kept so far into its data folder
 */
export async function openKiosk(
  browser: Browser,
  apiKey: string,
  prepare: (window: Page) => Promise<unknown>,
  fill: (dataDir: string, baseUrl: string) => void = () => {},
): Promise<KioskWindow> {
  const simulator = await startSimulator();
  const dataDir = mkdtempSync(path.join(tmpdir(), 'confera-kiosk-bench-'));
  fill(dataDir, simulator.url);
  const environment = { baseUrl: simulator.url, apiKey, staffPin: BENCH_PIN };
  const kiosk = new Kiosk({ dataDir, flags: {}, environment, keyStore: fileKeyStore(dataDir) });
  await kiosk.start();
  const served = await serveKiosk({ kiosk, page: readPage(BUILT_PAGE), port: 0 });
  const window = await browser.newPage({ viewport: { width: 1920, height: 1080 } });
  await prepare(window);
  await window.goto(served.url);
  await window.waitForSelector('[role="status"][data-outcome="idle"]');
  return {
    simulatorUrl: simulator.url,
    window,
    scanner: await WedgeScanner.attachTo(window),
    close: async () => {
      await window.context().close();
      await served.close();
      await kiosk.close();
      await simulator.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
