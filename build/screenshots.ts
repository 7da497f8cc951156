// `npm run screenshots`: takes README.md's pictures from the running kiosk. The simulator causes each result.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import { chromium } from 'playwright-core';
import { Kiosk } from '../electron/kiosk/kiosk.ts';
import { readPage } from '../electron/page/page-files.ts';
import { flagsOrExit } from '../electron/process/flags.ts';
import { serveKiosk } from '../electron/served/server.ts';
import { fileKeyStore } from '../electron/settings/key-store.ts';
import type { Outcome } from '../shared/scan/outcome.ts';
import { WedgeScanner } from '../test/e2e/fixtures/scanner.ts';
import { type FaultRule, type Simulator, startSimulator } from '../test/simulator/simulator.ts';
import { endWith } from './end-with.ts';
import { ensureChromium } from './ensure-chromium.ts';

const HELP = `Takes the pictures of README.md from the running kiosk, and replaces those in build/screenshots/.

  --output FOLDER    puts them there instead
  --help             show this

It takes about half a minute and needs Chromium.
`;

const root = path.resolve(import.meta.dirname, '..');

type Picture = {
  outcome: Outcome;
  code: string;
  faults?: FaultRule[];
  /** Whether somebody else locks the database, so that the scan can't be stored. */
  locked?: true;
};

const PICTURES: Picture[] = [
  { outcome: 'checked-in', code: 'BADGE-1' },
  { outcome: 'already-checked-in', code: 'BADGE-1' },
  { outcome: 'rejected', code: 'BADGE-UNKNOWN' },
  { outcome: 'unreadable', code: 'x'.repeat(513) },
  { outcome: 'queued', code: 'BADGE-2', faults: [{ fault: { kind: 'reset-before' }, on: 'all' }] },
  {
    outcome: 'attention',
    code: 'BADGE-3',
    faults: [{ fault: { kind: 'unauthorized' }, on: 'all' }],
  },
  { outcome: 'not-saved', code: 'BADGE-4', locked: true },
];

/** A kiosk on loopback that is set up against the simulator. */
async function serveForPictures(simulator: Simulator, dataDir: string) {
  const kiosk = new Kiosk({
    dataDir,
    flags: {},
    environment: {
      baseUrl: simulator.url,
      apiKey: 'cat_demo_all',
      location: 'Gate A',
      staffPin: '2468',
    },
    keyStore: fileKeyStore(dataDir),
  });
  await kiosk.start();
  // Nothing on the pictures is for staff.
  kiosk.lastCheck.pass();
  return serveKiosk({ kiosk, page: readPage(path.join(root, 'out/renderer')), port: 0 });
}

async function openPage(url: string) {
  const browser = await chromium.launch({
    executablePath: ensureChromium() ?? '',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-sync'],
  });
  const page = await browser.newPage({
    viewport: { width: 1280, height: 720 },
    colorScheme: 'dark',
    // Without animations, no picture is taken in the middle of one.
    reducedMotion: 'reduce',
  });
  await page.goto(url);
  return { browser, page };
}

async function take(folder: string): Promise<void> {
  const simulator = await startSimulator();
  const dataDir = mkdtempSync(path.join(tmpdir(), 'confera-kiosk-pictures-'));
  const served = await serveForPictures(simulator, dataDir);
  const { browser, page } = await openPage(served.url);
  const shows = (outcome: string) =>
    page.waitForSelector(`[role="status"][data-outcome="${outcome}"]`);
  const shoot = async (name: string) => {
    await page.screenshot({ path: path.join(folder, `${name}.png`) });
    process.stderr.write(`screenshots: ${name}.png\n`);
  };
  const scanner = await WedgeScanner.attachTo(page);
  await shows('idle');
  await page.evaluate(() => document.fonts.ready);
  // The kiosk asks for the programme a few seconds after it has started, and for the logo after that.
  await page.locator('.board').waitFor();
  await page.locator('.logo').waitFor();
  await shoot('idle');
  for (const { outcome, code, faults, locked } of PICTURES) {
    simulator.setFaults(faults ?? []);
    // The lock is held until the picture is taken. If nothing referred to the connection, it could be closed earlier,
    // and the lock with it.
    const lock = locked ? new Database(path.join(dataDir, 'kiosk.db')) : null;
    lock?.exec('BEGIN IMMEDIATE');
    await shows('idle');
    await scanner.scan(code);
    await shows(outcome);
    await shoot(outcome);
    lock?.close();
  }
  await browser.close();
  await served.close();
  await simulator.close();
  rmSync(dataDir, { recursive: true, force: true });
}

async function main(): Promise<void> {
  const { values } = flagsOrExit(HELP, { output: { type: 'string' } });
  const folder = path.resolve(values.output ?? path.join(root, 'build', 'screenshots'));
  mkdirSync(folder, { recursive: true });
  await take(folder);
  process.stdout.write(`${folder}\n`);
}

endWith(main(), 'screenshots: ');
