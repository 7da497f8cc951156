import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test, vi } from 'vitest';
import { openLog } from '../../../../electron/core/system/log.ts';
import { ManualClock } from '../../../fixtures/manual-clock.ts';
import { temporaryFolder } from '../../../fixtures/temporary-folder.ts';

const linesOf = (folder: string) =>
  readFileSync(path.join(folder, 'kiosk.log'), 'utf8').trim().split('\n');

async function logOnce(dataDir: string, message: string) {
  const { log, close } = openLog(dataDir, new ManualClock(), { device: 'gate-7' });
  log.info(message);
  await close();
}

test('half a line that a power cut or a full disk has left spoils no other', async () => {
  const dataDir = temporaryFolder();
  const folder = path.join(dataDir, 'logs');
  mkdirSync(folder);
  writeFileSync(path.join(folder, 'kiosk.log'), '{"msg":"first"}\n{"msg":"hal');
  await logOnce(dataDir, 'second');
  await logOnce(dataDir, 'third');
  const [first, half, ...others] = linesOf(folder);
  expect([first, half]).toEqual(['{"msg":"first"}', '{"msg":"hal']);
  expect(others.map((line) => JSON.parse(line).msg)).toEqual(['second', 'third']);
});

test('it is bounded as a whole: of what is full eight files are kept', async () => {
  const dataDir = temporaryFolder();
  const clock = new ManualClock();
  const { log, close } = openLog(dataDir, clock, { device: 'gate-7' });
  const names = () => readdirSync(path.join(dataDir, 'logs'));
  const full = () => names().filter((name) => /^\d.*-kiosk\.log$/.test(name));
  for (let n = 1; n <= 11; n += 1) {
    log.info({ padding: Array(1600).fill('x'.repeat(3600)) }, `message ${n}`);
    clock.advance(1000);
  }
  await close();
  await vi.waitFor(() => {
    expect(full()).toHaveLength(8);
    // With the one that is written to, and the list of those that are full.
    expect(names()).toHaveLength(8 + 2);
  });
});

test('no text in it has a secret, turns a line around, or is without end', async () => {
  const dataDir = temporaryFolder();
  const given = { secrets: () => ['cat_hidden'] };
  const { log, close } = openLog(dataDir, new ManualClock(), { device: 'gate-7' }, given);
  const cause = new Error('inner CAT_HIDDEN');
  const err = Object.assign(new Error('refused cat_hidden\nhere', { cause }), { code: 'E_NONE' });
  log.error(
    { err, list: [{ url: 'https://x.example/?k=cat_hidden' }], count: 3, none: null },
    'bad',
  );
  log.warn({ long: `\u202e${'x'.repeat(100_000)}` }, 'long');
  await close();
  const [bad = '', long = ''] = linesOf(path.join(dataDir, 'logs'));
  expect(bad).not.toMatch(/hidden/i);
  expect(JSON.parse(bad)).toMatchObject({
    device: 'gate-7',
    msg: 'bad',
    err: { type: 'Error', code: 'E_NONE', message: expect.stringMatching(/^refused …\nhere/) },
    list: [{ url: 'https://x.example/?k=…' }],
    count: 3,
    none: null,
  });
  expect(JSON.parse(bad).err.stack.split('\n').length).toBeGreaterThan(3);
  expect(JSON.parse(long).long).toMatch(/^x{3000,4001}…?$/);
});
