// The served kiosk as its package installs it, on a screen with a window manager.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { missingOf } from '../../build/test-programs.ts';
import { findChromium } from '../../electron/served/chromium.ts';
import { FULL_SCREEN, SCREEN, startDesktop } from '../e2e/fixtures/desktop.ts';
import {
  checkIn,
  pageOf,
  START_MS,
  startKioskWindow,
  UNEVEN_KEYS,
} from '../e2e/fixtures/kiosk-window.ts';
import { clickToEnd } from '../e2e/fixtures/page-marks.ts';
import { PIN, readySettings, runSimulator } from '../e2e/fixtures/running-kiosk.ts';
import { openStaff } from '../e2e/fixtures/staff-area.ts';
import { until } from '../e2e/fixtures/until.ts';
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

/** The command as its package installs it, on this machine: its paths are those of a whole one. */
function installedCommand(): string[] {
  const command = readFileSync(installed().at('/usr/bin/confera-kiosk-served'), 'utf8');
  return ['sh', '-c', command.replaceAll('/opt/', `${installed().at('/opt')}/`)];
}

/** Keys by which Chromium opens something, by their names in X. */
const WAYS_OUT = ['ctrl+n', 'ctrl+t', 'ctrl+w', 'ctrl+shift+n', 'ctrl+o', 'ctrl+p', 'F11', 'F12'];

it('fills the screen, takes scans, uses the camera unasked, and comes back when its window is closed', {
  timeout: 180_000,
}, async () => {
  const desktop = await startDesktop();
  const simulator = await runSimulator();
  const kiosk = startKioskWindow(desktop, {
    command: installedCommand(),
    env: { ...readySettings(simulator), ...UNEVEN_KEYS },
  });
  await until(() => expect(desktop.windows()).toEqual([FULL_SCREEN]), START_MS);
  const page = await pageOf(kiosk);
  // No address bar, no frame: the page has it all.
  await until(async () => {
    const inPage = await page.evaluate(() => ({
      width: window.innerWidth,
      height: window.innerHeight,
      origin: location.origin.replace(/:\d+/, ''),
    }));
    expect(inPage).toEqual({ ...SCREEN, origin: 'http://127.0.0.1' });
  }, START_MS);

  const camera = await page.evaluate(async () => {
    const stream = await navigator.mediaDevices.getUserMedia({ video: true });
    const [track] = stream.getVideoTracks();
    const state = track?.readyState;
    track?.stop();
    return state;
  });
  expect(camera).toBe('live');

  await checkIn(page, () => desktop.scan('BADGE-1'));

  for (const keys of WAYS_OUT) desktop.press(keys);
  await checkIn(page, () => desktop.scan('BADGE-5'));
  expect(desktop.windows()).toEqual([FULL_SCREEN]);

  const before = kiosk.profiles();
  const newProfiles = () => kiosk.profiles().filter((each) => !before.includes(each));
  desktop.press('alt+F4');
  await until(() => expect(newProfiles()).toHaveLength(1), START_MS);
  await until(() => expect(desktop.windows()).toEqual([FULL_SCREEN]), START_MS);
  const next = await pageOf(kiosk, before);
  await checkIn(next, () => desktop.scan('BADGE-2'));
  expect(simulator.checkins()).toHaveLength(3);

  await openStaff(next, PIN);
  await clickToEnd(next.getByRole('button', { name: 'Close kiosk', exact: true }));
  expect(await kiosk.exited).toEqual({ code: 7, said: '' });
  expect(kiosk.profiles()).toEqual([]);
  expect(desktop.windows()).toEqual([]);
});
