import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type BrowserContext, chromium } from 'playwright-core';
import { findChromium } from '../../electron/served/chromium.ts';
import { CHROMIUM_FLAGS } from '../fixtures/chromium-flags.ts';
import { hasTest } from './test-link.ts';

/** How long Chromium may take to say where its DevTools can be reached, milliseconds. */
const ENDPOINT_MS = 10_000;

export type Chromium = {
  context: BrowserContext;
  /** The address that a test connects to; null if there is no test. */
  endpoint: string | null;
};

/** The switches that the app has given. Playwright sets some as well, and if two are the same the last one counts. */
const switches: string[] = [];
const LEFT_OUT = ['disable-features'];

export function addSwitch(name: string, value?: string): void {
  if (!LEFT_OUT.includes(name)) switches.push(value ? `--${name}=${value}` : `--${name}`);
}

let running: Promise<Chromium> | null = null;
let profile: string | null = null;

/**
 * Starts the system's Chromium, which shows all windows, when the first of them opens. `STANDIN_CHROMIUM_ARGS`, a JSON
 * array, gives it further flags, and `STANDIN_HEADED=1` shows its window.
 */
export function startChromium(flags: string[]): Promise<Chromium> {
  running ??= launch(flags);
  return running;
}

export async function closeChromium(): Promise<void> {
  const started = await running?.catch(() => null);
  await started?.context.close().catch(() => {});
  if (profile) rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
}

async function launch(flags: string[]): Promise<Chromium> {
  const program = findChromium(process.env);
  if (!program) throw new Error('The stand-in needs the system’s Chromium, and there is none');
  const own: string[] = JSON.parse(process.env.STANDIN_CHROMIUM_ARGS ?? '[]');
  profile = mkdtempSync(path.join(tmpdir(), 'standin-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: program,
    headless: process.env.STANDIN_HEADED !== '1',
    chromiumSandbox: false,
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    args: [
      ...CHROMIUM_FLAGS,
      ...switches,
      ...flags,
      ...own,
      ...(hasTest ? ['--remote-debugging-port=0'] : []),
    ],
  });
  return { context, endpoint: hasTest ? await endpointIn(profile) : null };
}

/** Reads the address from Chromium's profile, where Chromium writes it once it listens. */
async function endpointIn(folder: string): Promise<string> {
  const file = path.join(folder, 'DevToolsActivePort');
  const deadline = performance.now() + ENDPOINT_MS;
  for (;;) {
    const [port, at] = readLines(file);
    if (port && at) return `ws://127.0.0.1:${port}${at}`;
    if (performance.now() > deadline) throw new Error('Chromium opened no port for DevTools');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

function readLines(file: string): string[] {
  try {
    return readFileSync(file, 'utf8').split('\n');
  } catch {
    return [];
  }
}
