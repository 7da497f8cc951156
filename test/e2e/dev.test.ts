// `npm run dev` as somebody uses it: in a copy of the sources, which may be changed.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, globSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { chromium } from 'playwright-core';
import { expect, it, onTestFinished } from 'vitest';
import { findChromium } from '../../electron/served/chromium.ts';
import { Arrivals } from '../fixtures/arrivals.ts';
import { CHROMIUM_FLAGS } from '../fixtures/chromium-flags.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';
import { outcomeIs, screenIs } from './fixtures/page-marks.ts';
import { descendantsOf } from './fixtures/processes.ts';
import { WedgeScanner } from './fixtures/scanner.ts';
import { until } from './fixtures/until.ts';

const root = path.resolve(import.meta.dirname, '../..');

/** How long the page's first start may take on a busy machine: Vite prepares its dependencies then. */
const START_MS = 40_000;

const program = findChromium(process.env);
const unavailable = program
  ? null
  : 'there is no Chromium on this machine (KIOSK_CHROMIUM names one)';

/** What the command needs of the checkout, in a folder that goes with the test. */
function copyOfSources(): string {
  const copy = temporaryFolder();
  for (const place of [
    'package.json',
    'build',
    'electron',
    'renderer',
    'shared',
    'test/simulator',
  ]) {
    cpSync(path.join(root, place), path.join(copy, place), { recursive: true });
  }
  symlinkSync(path.join(root, 'node_modules'), path.join(copy, 'node_modules'));
  return copy;
}

/** Starts the command in a process group of its own, as a terminal does. */
function startDev(folder: string) {
  const temporary = temporaryFolder();
  // The set-up before the command stays away, since the copy shares the packages of the checkout.
  const npm = spawn('npm', ['run', '--silent', '--ignore-scripts', 'dev'], {
    cwd: folder,
    env: { PATH: process.env.PATH, HOME: temporary, TMPDIR: temporary },
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const group = -(npm.pid ?? 0);
  const ended = once(npm, 'close');
  const lines = new Arrivals<string>();
  createInterface({ input: npm.stdout }).on('line', (line) => lines.add(line));
  const tooEarly = ended.then(([code]) => {
    throw new Error(`npm run dev ended with ${code}`);
  });
  tooEarly.catch(() => {});
  const addressOf = async (name: string) => {
    const line = lines.first((each) => each.startsWith(`${name} `));
    return (await Promise.race([line, tooEarly])).slice(name.length + 1);
  };
  const pressCtrlC = () => process.kill(group, 'SIGINT');
  onTestFinished(async () => {
    if (npm.exitCode === null && npm.signalCode === null) process.kill(group, 'SIGKILL');
    await ended;
  });
  return { id: npm.pid ?? 0, addressOf, pressCtrlC, ended, temporary };
}

it('serves the screen, shows a change at once and leaves nothing behind after Ctrl-C', async ({
  skip,
}) => {
  if (unavailable) skip(unavailable);
  const sources = copyOfSources();
  const dev = startDev(sources);
  const addresses = [await dev.addressOf('confera'), await dev.addressOf('kiosk')] as const;

  const browser = await chromium.launch({ executablePath: program ?? '', args: CHROMIUM_FLAGS });
  onTestFinished(() => browser.close());
  const page = await browser.newPage();
  page.setDefaultTimeout(START_MS);
  await page.goto(addresses[1]);
  await screenIs(page, 'scan');
  const scanner = await WedgeScanner.attachTo(page);
  await scanner.scan('TEST-1');
  await outcomeIs(page, 'checked-in');
  await outcomeIs(page, 'idle');

  const mark = 'window.isStillThere';
  await page.evaluate(`${mark} = true`);
  const file = path.join(sources, 'renderer/screens/scan/idle.tsx');
  const source = readFileSync(file, 'utf8');
  writeFileSync(file, source.replace('{say.headline}', 'A changed headline'));
  await page.getByText('A changed headline').waitFor();
  expect(await page.evaluate(mark)).toBe(true);

  expect(globSync('confera-*', { cwd: dev.temporary })).toHaveLength(1);
  const started = descendantsOf(dev.id);
  expect(started.length).toBeGreaterThan(0);
  dev.pressCtrlC();
  await dev.ended;
  await until(() => expect(globSync('confera-*', { cwd: dev.temporary })).toEqual([]));
  for (const { id } of started) {
    await until(() => expect(() => process.kill(id, 0)).toThrow('ESRCH'));
  }
  for (const address of addresses) await expect(fetch(address)).rejects.toThrow('fetch failed');
}, 120_000);
