// The folder for temporary files of a kiosk in a browser was full when its window had to be opened again: the whole
// kiosk ended with that window, and the saved scans were sent no more.
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { request } from 'undici';
import { expect, onTestFinished, test } from 'vitest';
import { startKioskProcess } from '../e2e/drivers/kiosk-process.ts';
import { readySettings, runSimulator } from '../e2e/fixtures/running-kiosk.ts';
import { until } from '../e2e/fixtures/until.ts';
import { mountSmallDisk, whyNoMount } from '../fixtures/small-disk.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

const MAIN = path.resolve(import.meta.dirname, '../../electron/start/main.ts');

/** A program in the place of Chromium that stays open, and writes down its process. */
function browser() {
  const folder = temporaryFolder();
  const program = path.join(folder, 'browser');
  const record = path.join(folder, 'opened');
  writeFileSync(record, '');
  writeFileSync(program, `#!/bin/sh\necho $$ >> ${record}\nexec sleep 600\n`, { mode: 0o755 });
  return {
    program,
    opened: () => readFileSync(record, 'utf8').trim().split('\n').filter(Boolean).map(Number),
  };
}

/** Takes every name that a disk with few has left. */
function fill(folder: string): void {
  try {
    for (let n = 0; ; n += 1) writeFileSync(path.join(folder, `filling-${n}`), '');
  } catch (error) {
    expect(error).toMatchObject({ code: 'ENOSPC' });
  }
}

function empty(folder: string): void {
  for (const name of readdirSync(folder)) {
    if (name.startsWith('filling-')) rmSync(path.join(folder, name));
  }
}

test('a kiosk goes on without its window, says why, and opens it once there is room', async (ctx) => {
  const why = whyNoMount();
  ctx.skip(why !== null, why ?? '');
  const simulator = await runSimulator();
  const { program, opened } = browser();
  const { folder } = mountSmallDisk('1m,nr_inodes=20');
  const kiosk = startKioskProcess([MAIN, '--host', 'browser'], {
    ...readySettings(simulator),
    KIOSK_DATA_DIR: temporaryFolder(),
    KIOSK_CHROMIUM: program,
    DISPLAY: ':77',
    TMPDIR: folder,
  });
  onTestFinished(async () => void (await kiosk.close()));
  const url = (await kiosk.line('kiosk ')).slice('kiosk '.length);
  const [first] = await until(() => {
    expect(opened()).toHaveLength(1);
    return opened();
  });
  fill(folder);
  process.kill(first as number);
  // What the window's end gives back is taken as well.
  await until(() => {
    fill(folder);
    expect(kiosk.stderr()).toMatch(/The window can't be opened, .*no space left on device/);
  });
  const { statusCode, body } = await request(url);
  await body.dump();
  expect(statusCode).toBeLessThan(400);
  expect(kiosk.child.exitCode).toBeNull();
  empty(folder);
  await until(() => expect(opened()).toHaveLength(2), 20_000);
  expect(await kiosk.close()).toBe(0);
});

test('a kiosk whose first window can not be begun is there all the same', async (ctx) => {
  const why = whyNoMount();
  ctx.skip(why !== null, why ?? '');
  const simulator = await runSimulator();
  const { folder } = mountSmallDisk('1m,nr_inodes=20');
  fill(folder);
  for (const args of [[], ['--windowed']]) {
    const kiosk = startKioskProcess([MAIN, '--host', 'browser', ...args], {
      ...readySettings(simulator),
      KIOSK_DATA_DIR: temporaryFolder(),
      KIOSK_CHROMIUM: browser().program,
      DISPLAY: ':77',
      TMPDIR: folder,
    });
    onTestFinished(async () => void (await kiosk.close()));
    await kiosk.line('kiosk ');
    await until(() => expect(kiosk.stderr()).toContain("The window can't be opened"));
    expect(await kiosk.close()).toBe(0);
  }
});
