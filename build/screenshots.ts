// The pictures of README.md, taken from the running kiosk: each result is brought about by the simulator.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import { chromium } from 'playwright-core';
import { Kiosk } from '../electron/kiosk/kiosk.ts';
import { readPageFiles } from '../electron/page/page-files.ts';
import { serveKiosk } from '../electron/served/server.ts';
import { fileKeyStore } from '../electron/settings/key-store.ts';
import type { Outcome } from '../shared/scan/outcome.ts';
import { WedgeScanner } from '../test/e2e/fixtures/scanner.ts';
import { type FaultRule, startSimulator } from '../test/simulator/simulator.ts';
import { ensureChromium } from './ensure-chromium.ts';

const root = path.resolve(import.meta.dirname, '..');
const pictures = path.join(root, 'build', 'screenshots');

type Picture = { outcome: Outcome; code: string; faults?: FaultRule[]; before?: () => void };

const simulator = await startSimulator();
const dataDir = mkdtempSync(path.join(tmpdir(), 'confera-kiosk-pictures-'));
const kiosk = new Kiosk({
  dataDir,
  flags: {},
  environment: {
    baseUrl: simulator.url,
    apiKey: 'cat_demo_all',
    location: 'Gate A',
    eventName: 'Confera Demo Conference',
    staffPin: '2468',
  },
  keyStore: fileKeyStore(dataDir),
});
await kiosk.start();
const page = readPageFiles(path.join(root, 'out/renderer'));
const served = await serveKiosk({ kiosk, page, port: 0 });

const somebodyElse = new Database(path.join(dataDir, 'kiosk.db'));

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
  // Somebody else holds the database: what is scanned now can't be stored.
  {
    outcome: 'not-saved',
    code: 'BADGE-4',
    before: () => void somebodyElse.exec('BEGIN IMMEDIATE'),
  },
];

async function take() {
  const browser = await chromium.launch({
    executablePath: ensureChromium() ?? '',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-sync'],
  });
  const window = await browser.newPage({
    viewport: { width: 1280, height: 720 },
    colorScheme: 'dark',
    // The pictures are to show the end of what fades in.
    reducedMotion: 'reduce',
  });
  await window.goto(served.url);
  const shows = (outcome: string) =>
    window.waitForSelector(`[role="status"][data-outcome="${outcome}"]`);
  const shoot = (name: string) => window.screenshot({ path: path.join(pictures, `${name}.png`) });
  const scanner = await WedgeScanner.attachTo(window);
  await shows('idle');
  await window.evaluate(() => document.fonts.ready);
  await shoot('idle');
  for (const { outcome, code, faults, before } of PICTURES) {
    simulator.setFaults(faults ?? []);
    before?.();
    await shows('idle');
    await scanner.scan(code);
    await shows(outcome);
    await shoot(outcome);
  }
  await browser.close();
}

mkdirSync(pictures, { recursive: true });
await take();
await served.close();
await simulator.close();
rmSync(dataDir, { recursive: true, force: true });
process.stdout.write(`${pictures}\n`, () => process.exit(0));
