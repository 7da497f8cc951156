import { spawn } from 'node:child_process';
import { once } from 'node:events';
import net from 'node:net';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { request } from 'undici';
import { expect, it, onTestFinished } from 'vitest';
import { MOST_CONNECTIONS } from '../../electron/core/system/connection-limit.ts';
import { findChromium } from '../../electron/served/chromium.ts';
import { CHROMIUM_FLAGS } from '../fixtures/chromium-flags.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';
import { outcomeIs, screenIs } from './fixtures/page-marks.ts';
import { readySettings, runSimulator } from './fixtures/running-kiosk.ts';
import { WedgeScanner } from './fixtures/scanner.ts';
import { until } from './fixtures/until.ts';

const MAIN = path.resolve(import.meta.dirname, '../../electron/start/main.ts');
const executablePath = findChromium(process.env);

/** More than the files that the kiosk may have open. */
const SLOW = 1_100;

/** The served kiosk, which may have 1,024 files open as on most systems. */
async function serve(env: Record<string, string>) {
  const command = 'ulimit -n 1024 && exec "$0" "$@"';
  const args = ['--disable-warning=ExperimentalWarning', MAIN, '--host', 'browser', '--no-open'];
  const child = spawn('sh', ['-c', command, process.execPath, ...args], {
    env: { PATH: process.env.PATH, ...env, KIOSK_DATA_DIR: temporaryFolder() },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(async () => {
    child.kill('SIGTERM');
    await once(child, 'exit');
  });
  const [line] = await once(child.stdout, 'data');
  return String(line).trim().slice('kiosk '.length);
}

/** Holds connections open that send a request a byte at a time, or none at all. */
function holdConnections(port: number, count: number) {
  const sockets = Array.from({ length: count }, (_, index) => {
    const socket = net.connect(port, '127.0.0.1');
    socket.on('error', () => {});
    if (index % 2 === 0) socket.write('GET / HTTP/1.1\r\nhost: 127.0.0.1\r\nx-slow: ');
    return socket;
  });
  const drip = setInterval(() => {
    for (const socket of sockets) if (socket.writable) socket.write('x');
  }, 500);
  onTestFinished(() => {
    clearInterval(drip);
    for (const socket of sockets) socket.destroy();
  });
  return {
    connected: () =>
      sockets.filter(({ readyState, destroyed }) => readyState !== 'opening' || destroyed).length,
    held: () => sockets.filter(({ destroyed }) => !destroyed).length,
  };
}

it.skipIf(process.platform === 'win32' || !executablePath)(
  'lets pages in and scans go on while somebody holds more connections than it may have files',
  { timeout: 120_000 },
  async () => {
    const simulator = await runSimulator();
    const url = await serve(readySettings(simulator));
    const browser = await chromium.launch({
      executablePath: executablePath ?? '',
      args: CHROMIUM_FLAGS,
    });
    onTestFinished(() => browser.close());
    const page = await browser.newPage();
    await page.goto(url);
    await screenIs(page, 'scan');
    const scanner = await WedgeScanner.attachTo(page);

    const slow = holdConnections(Number(new URL(url).port), SLOW);
    await until(() => {
      expect(slow.connected()).toBe(SLOW);
      expect(slow.held()).toBeLessThanOrEqual(MOST_CONNECTIONS);
    });
    // Its own page has kept its connections, another one is let in, and a program is, too.
    await scanner.scan('TEST-AMONG-SLOW-ONES');
    await outcomeIs(page, 'checked-in');
    expect((await request(url)).statusCode).toBe(303);
    const other = await browser.newContext().then((context) => context.newPage());
    await other.goto(url);
    await screenIs(other, 'scan');
    await page.reload();
    await screenIs(page, 'scan');
    await scanner.scan('TEST-AFTER-A-RELOAD');
    await outcomeIs(page, 'checked-in');
    // Whoever hasn't asked for anything after some seconds is hung up on.
    await until(() => expect(slow.held()).toBe(0), 20_000);
  },
);
