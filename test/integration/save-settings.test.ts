import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { Kiosk } from '../../electron/kiosk/kiosk.ts';
import { writeSavedSettings } from '../../electron/settings/saved-settings.ts';
import { StaffPin } from '../../electron/settings/staff-pin.ts';
import { keyStoreWithHub } from '../fixtures/dead-hub.ts';
import { ManualClock } from '../fixtures/manual-clock.ts';
import { openScreen } from '../fixtures/open-screen.ts';
import { mountSmallDisk, whyNoMount } from '../fixtures/small-disk.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

const PIN = '2468';
const NEW_PIN = '13579';
/** Nothing answers there, and what is scanned waits. */
const OLD = 'http://127.0.0.1:9';
const NEW = 'http://127.0.0.1:7';
const CHANGE = { baseUrl: NEW, apiKey: 'cat_new', staffPin: NEW_PIN };
const NOT_WRITTEN = { ok: false, problem: 'not-written' };

const noMount = whyNoMount();

/** A kiosk that was set up and has one scan waiting; staff have unlocked it. */
async function runKiosk(dataDir = temporaryFolder()) {
  const keyStore = keyStoreWithHub(dataDir);
  writeSavedSettings(dataDir, { baseUrl: OLD, timeoutMs: '1000' });
  keyStore.save({ origin: OLD, key: 'cat_old' });
  await new StaffPin({ dataDir, clock: new ManualClock() }).set(PIN);
  const kiosk = new Kiosk({ dataDir, flags: {}, environment: {}, keyStore });
  onTestFinished(() => kiosk.close());
  await kiosk.start();
  const session = openScreen(kiosk);
  await session.scan({ raw: 'TEST-WAITS', source: 'typed' });
  await session.unlockStaff({ pin: PIN });
  return { dataDir, kiosk, session };
}

type Running = Awaited<ReturnType<typeof runKiosk>>;

/** The three files as they are; a folder in the place of one counts for nothing. */
function written(dataDir: string) {
  return ['staff.json', 'device.key', 'settings.json'].map((name) => {
    try {
      return readFileSync(path.join(dataDir, name), 'utf8');
    } catch {
      return null;
    }
  });
}

async function expectUnchanged({ kiosk, session }: Running) {
  expect(kiosk.settings.forScreen).toMatchObject({ baseUrl: OLD, apiKey: 'cat_old' });
  const other = openScreen(kiosk);
  expect(await other.unlockStaff({ pin: PIN })).toEqual({ ok: true, role: 'supervisor' });
  // Tried again, the question about the old address' scans is asked again.
  expect(await session.saveSettings({ values: CHANGE, waitingScans: null })).toEqual({
    ok: false,
    problem: 'scans-waiting',
    count: 1,
  });
}

async function expectSaved({ kiosk, session }: Running) {
  expect(await session.saveSettings({ values: CHANGE, waitingScans: 'keep' })).toEqual({
    ok: true,
  });
  expect(kiosk.settings.forScreen).toMatchObject({ baseUrl: NEW, apiKey: 'cat_new' });
  expect(await session.unlockStaff({ pin: NEW_PIN })).toEqual({ ok: true, role: 'supervisor' });
}

describe('where one file can’t be written, nothing is changed, and it can be tried again', () => {
  const FILES = ['staff.json', 'device.key', 'settings.json'];
  test.each(FILES.flatMap((file) => [file, `${file}.new`]))('%s', async (file) => {
    const running = await runKiosk();
    const { dataDir, session } = running;
    const before = written(dataDir);
    const obstacle = path.join(dataDir, file);
    const aside = path.join(dataDir, 'aside');
    const isThere = readdirSync(dataDir).includes(file);
    if (isThere) renameSync(obstacle, aside);
    // With something in it, so that no file can take its place.
    mkdirSync(path.join(obstacle, 'in-the-way'), { recursive: true });
    const answer = await session.saveSettings({ values: CHANGE, waitingScans: 'keep' });
    expect(answer).toMatchObject(NOT_WRITTEN);
    rmSync(obstacle, { recursive: true });
    if (isThere) renameSync(aside, obstacle);
    expect(written(dataDir)).toEqual(before);
    await expectUnchanged(running);
    await expectSaved(running);
  });
});

test('on a full disk nothing is changed, and with space again all of it is', async (ctx) => {
  ctx.skip(noMount !== null, noMount ?? '');
  const disk = mountSmallDisk('2m');
  const dataDir = path.join(disk.folder, 'data');
  const running = await runKiosk(dataDir);
  const before = written(dataDir);
  const filler = path.join(disk.folder, 'filler');
  fill(filler);
  const answer = await running.session.saveSettings({ values: CHANGE, waitingScans: 'keep' });
  expect(answer).toMatchObject(NOT_WRITTEN);
  expect(written(dataDir)).toEqual(before);
  rmSync(filler);
  await expectUnchanged(running);
  await expectSaved(running);
});

/** Writes until nothing more fits. */
function fill(file: string) {
  for (const size of [1024 * 1024, 64 * 1024, 4096, 1]) {
    try {
      for (;;) writeFileSync(file, Buffer.alloc(size), { flag: 'a' });
    } catch {
      // The next smaller piece may still fit.
    }
  }
}

test('of two set-ups at once, each with a PIN, one wins whole', async () => {
  const dataDir = temporaryFolder();
  const keyStore = keyStoreWithHub(dataDir);
  const kiosk = new Kiosk({ dataDir, flags: {}, environment: {}, keyStore });
  onTestFinished(() => kiosk.close());
  await kiosk.start();
  const [one, two] = [openScreen(kiosk), openScreen(kiosk)];
  const setUp = (baseUrl: string, staffPin: string) => ({
    values: { baseUrl, apiKey: 'cat_demo_all', staffPin },
    waitingScans: null,
  });
  const answers = await Promise.all([
    one.saveSettings(setUp(OLD, PIN)),
    two.saveSettings(setUp(NEW, NEW_PIN)),
  ]);
  const winner = answers.findIndex(({ ok }) => ok);
  expect(answers[1 - winner]).toEqual({ ok: false, problem: 'locked' });
  expect(kiosk.settings.forScreen.baseUrl).toBe([OLD, NEW][winner]);
  const pin = [PIN, NEW_PIN][winner] ?? '';
  expect(await openScreen(kiosk).unlockStaff({ pin })).toEqual({ ok: true, role: 'supervisor' });
});
