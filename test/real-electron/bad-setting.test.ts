// The window in which the packed app says why it can't start. It is the system's own, without a page.
import { spawnSync } from 'node:child_process';
import { chmodSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { generateAppRunScript } from 'app-builder-lib/out/targets/appimage/appImageUtil.js';
import { describe, expect, inject, it, onTestFinished } from 'vitest';
import { EXECUTABLE, NAME } from '../../build/package/configuration.ts';
import { NO_SANDBOX } from '../../electron/shell/guard/switch-policy.ts';
import { until } from '../e2e/fixtures/until.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';
import {
  kill,
  type PackedProcess,
  type PackedStart,
  programOf,
  START_MS,
  startPacked,
} from './fixtures/packed-kiosk.ts';
import { frontWindow, picture, press } from './fixtures/screen.ts';

const ROUNDS = Number(process.env.PROOF_ROUNDS || 1);

const BAD: PackedStart = { env: { KIOSK_MODE: 'neither' } };
const WHAT = 'KIOSK_MODE must be auto, badge or attendance';

/** How long the app may take to end after its window is closed, on a busy machine; milliseconds. */
const END_MS = 10_000;

function start(given: PackedStart): PackedProcess {
  const kiosk = startPacked(given);
  onTestFinished(kiosk.end);
  return kiosk;
}

/** Resolves when the app's window is in front, with words in it. The app has no page then. */
async function explains(kiosk: PackedProcess) {
  const window = await until(async () => {
    const front = await frontWindow();
    expect(front).toMatchObject({ title: NAME, isFullScreen: false });
    expect(await darkDots(front.bounds)).toBeGreaterThan(200);
    return front;
  }, START_MS);
  expect(kiosk.processes('renderer')).toEqual([]);
  return window;
}

/** How much of a part of the screen has the colour of letters. */
async function darkDots({ x, y, width, height }: Record<'x' | 'y' | 'width' | 'height', number>) {
  const { at } = await picture();
  let found = 0;
  for (let row = y; row < y + height; row += 1) {
    for (let column = x; column < x + width; column += 1) {
      if (/^#[0-5].[0-5].[0-5].$/.test(at(column, row))) found += 1;
    }
  }
  return found;
}

/** Resolves with its exit code when the app has ended, which it has to do in time. */
async function ended(kiosk: PackedProcess, timeoutMs = END_MS, meanwhile = async () => {}) {
  let hasEnded = false;
  void kiosk.exited.then(() => {
    hasEnded = true;
  });
  await until(async () => {
    await meanwhile();
    if (!hasEnded) throw new Error('The app still runs');
  }, timeoutMs);
  return kiosk.exited;
}

describe.for([...Array(ROUNDS).keys()])('the packed app with a bad setting, round %i', () => {
  it('says in a window what is wrong, and ends with 2 when that is closed', async () => {
    const kiosk = start(BAD);
    await explains(kiosk);
    await press('Return');
    expect(await ended(kiosk)).toBe(2);
    expect(await kiosk.saidInAll).toContain(WHAT);
  });

  it.for(['Return', 'alt+F4'])('ends with 2 if %s closes the window at once', async (key) => {
    // Pressed again and again, so that the window is closed when it has just appeared.
    const kiosk = start(BAD);
    expect(await ended(kiosk, START_MS, () => press(key))).toBe(2);
  });

  it('ends with 2 if the session ends first', async () => {
    const kiosk = start(BAD);
    await explains(kiosk);
    kill(kiosk.pid, 'SIGTERM');
    expect(await ended(kiosk)).toBe(2);
  });
});

/** What an AppImage holds when it runs: the packed app, and the launcher that electron-builder puts before it. */
function openedAppImage(): string {
  const folder = path.join(temporaryFolder(), 'opened');
  const { status, stderr } = spawnSync('cp', ['-al', inject('packedApp'), folder]);
  if (status !== 0) throw new Error(`The packed app can't be copied: ${stderr}`);
  const launcher = generateAppRunScript({
    DesktopFileName: `${EXECUTABLE}.desktop`,
    ExecutableName: EXECUTABLE,
    ProductName: NAME,
    ProductFilename: NAME,
    ResourceName: `appimagekit-${EXECUTABLE}`,
  });
  writeFileSync(path.join(folder, 'AppRun'), launcher, { mode: 0o755 });
  return folder;
}

it('an AppImage says in a window what to do where the system gives users no namespaces', async () => {
  const folder = openedAppImage();
  const programs = temporaryFolder();
  const refusing = path.join(programs, 'unshare');
  writeFileSync(refusing, '#!/bin/sh\nexit 1\n');
  chmodSync(refusing, 0o755);
  const kiosk = start({
    program: programOf(folder),
    launcher: path.join(folder, 'AppRun'),
    env: { PATH: `${programs}:${process.env.PATH}` },
  });
  const { bounds } = await explains(kiosk);
  // The sentences need more room than a setting's name does.
  expect(bounds.height).toBeGreaterThan(150);
  await press('Return');
  expect(await ended(kiosk)).toBe(2);
  expect(await kiosk.saidInAll).toContain(NO_SANDBOX);
});
