// The served kiosk as its package installs it, on a screen with a window manager.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { beforeEach, expect, it, onTestFinished } from 'vitest';
import { missingOf } from '../../build/test-programs.ts';
import { findChromium } from '../../electron/served/chromium.ts';
import { clickToEnd, nextResult, outcomeIs, screenIs } from '../e2e/fixtures/page-marks.ts';
import { PIN, readySettings, runSimulator } from '../e2e/fixtures/running-kiosk.ts';
import { openStaff } from '../e2e/fixtures/staff-area.ts';
import { until } from '../e2e/fixtures/until.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';
import { type Desktop, SCREEN, startDesktop } from './fixtures/desktop.ts';
import { installedForTests } from './fixtures/installed.ts';
import { packedForTests } from './fixtures/packed.ts';

const { files } = packedForTests();
const installed = installedForTests(
  files.find((file) => path.basename(file).startsWith('confera-kiosk-served_')) ?? '',
);
const program = findChromium(process.env);

beforeEach(({ skip }) => {
  const missing =
    missingOf(['Xvfb', 'openbox', 'xdotool']) ??
    (program ? null : 'there is no Chromium on this machine');
  if (missing) skip(missing);
});

/** How long Chromium may take to show a page on a busy machine. */
const START_MS = 30_000;

/** Starts the installed kiosk as its unit does, and lets the test look into its windows. */
async function startKiosk(desktop: Desktop, settings: Record<string, string>) {
  const scratch = temporaryFolder();
  // Chromium as it is, with a door for the test; it has no graphics card and a camera that doesn't exist.
  const browser = path.join(scratch, 'chromium');
  const flags = '--remote-debugging-port=0 --disable-gpu --use-fake-device-for-media-stream';
  writeFileSync(browser, `#!/bin/sh\nexec '${program}' ${flags} "$@"\n`);
  chmodSync(browser, 0o755);
  // The paths of the command are those of a whole machine.
  const command = readFileSync(installed().at('/usr/bin/confera-kiosk-served'), 'utf8');
  const child = spawn('sh', ['-c', command.replaceAll('/opt/', `${installed().at('/opt')}/`)], {
    env: {
      PATH: process.env.PATH,
      HOME: scratch,
      TMPDIR: scratch,
      DISPLAY: desktop.display,
      KIOSK_CHROMIUM: browser,
      ...settings,
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (chunk) => {
    said += chunk;
  });
  const exited = once(child, 'exit').then(([code]) => ({ code, said }));
  onTestFinished(async () => {
    child.kill('SIGTERM');
    await exited;
  });
  return { exited, profiles: () => globSync('confera-kiosk-window-*', { cwd: scratch }), scratch };
}

type Kiosk = Awaited<ReturnType<typeof startKiosk>>;

/**
 * The page of a window, once it scans.
 *
 * @param earlier the profiles of windows before it
 */
async function pageOf({ scratch, profiles }: Kiosk, earlier: string[] = []): Promise<Page> {
  const port = await until(() => {
    const [profile = ''] = profiles().filter((each) => !earlier.includes(each));
    return readFileSync(path.join(scratch, profile, 'DevToolsActivePort'), 'utf8').split('\n')[0];
  }, START_MS);
  // Tried again: a Chromium that is still starting may leave one who connects without an answer.
  const browser = await until(
    () => chromium.connectOverCDP(`http://127.0.0.1:${port}`, { timeout: 10_000 }),
    2 * START_MS,
  );
  const page = await until(() => {
    const found = browser.contexts()[0]?.pages()[0];
    if (!found) throw new Error('Chromium shows no page yet');
    return found;
  }, START_MS);
  page.setDefaultTimeout(START_MS);
  await screenIs(page, 'scan');
  await outcomeIs(page, 'idle');
  return page;
}

/** Scans a badge; again where a busy machine has pulled its keys apart, as a person does whose badge was not read. */
async function checkIn(desktop: Desktop, page: Page, code: string): Promise<void> {
  const result = await nextResult(page);
  await until(async () => {
    desktop.scan(code);
    await result('checked-in', 5_000);
  }, START_MS);
}

/** Keys by which Chromium opens something, by their names in X. */
const WAYS_OUT = ['ctrl+n', 'ctrl+t', 'ctrl+w', 'ctrl+shift+n', 'ctrl+o', 'ctrl+p', 'F11', 'F12'];

const FULL_SCREEN = { ...SCREEN, x: 0, y: 0 };

it('fills the screen, takes scans, uses the camera unasked, and comes back when its window is closed', {
  timeout: 180_000,
}, async () => {
  const desktop = await startDesktop();
  const simulator = await runSimulator();
  // Keys of a program on a busy machine come less evenly than a scanner's.
  const kiosk = await startKiosk(desktop, {
    ...readySettings(simulator),
    KIOSK_WEDGE_GAP_MS: '300',
    KIOSK_WEDGE_MEAN_MS: '200',
  });
  await until(() => expect(desktop.windows()).toEqual([FULL_SCREEN]), START_MS);
  const page = await pageOf(kiosk);
  // No address bar, no frame: the page has it all.
  await until(async () => {
    const inPage = await page.evaluate(() => ({
      width: window.innerWidth,
      height: window.innerHeight,
      url: document.URL.replace(/:\d+/, ''),
    }));
    expect(inPage).toEqual({ ...SCREEN, url: 'http://127.0.0.1/' });
  }, START_MS);

  const camera = await page.evaluate(async () => {
    const stream = await navigator.mediaDevices.getUserMedia({ video: true });
    const [track] = stream.getVideoTracks();
    const state = track?.readyState;
    track?.stop();
    return state;
  });
  expect(camera).toBe('live');

  await checkIn(desktop, page, 'BADGE-1');

  for (const keys of WAYS_OUT) desktop.press(keys);
  await checkIn(desktop, page, 'BADGE-5');
  expect(desktop.windows()).toEqual([FULL_SCREEN]);

  const before = kiosk.profiles();
  const newProfiles = () => kiosk.profiles().filter((each) => !before.includes(each));
  desktop.press('alt+F4');
  await until(() => expect(newProfiles()).toHaveLength(1), START_MS);
  await until(() => expect(desktop.windows()).toEqual([FULL_SCREEN]), START_MS);
  const next = await pageOf(kiosk, before);
  await checkIn(desktop, next, 'BADGE-2');
  expect(simulator.checkins()).toHaveLength(3);

  await openStaff(next, PIN);
  await clickToEnd(next.getByRole('button', { name: 'Leave', exact: true }));
  expect(await kiosk.exited).toEqual({ code: 0, said: '' });
  expect(kiosk.profiles()).toEqual([]);
  expect(desktop.windows()).toEqual([]);
});
