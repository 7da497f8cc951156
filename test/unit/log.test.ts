import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test, vi } from 'vitest';
import { openLog } from '../../electron/log.ts';
import { ManualClock } from '../fixtures/manual-clock.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

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
    log.info({ padding: 'x'.repeat(5.5 * 1024 * 1024) }, `message ${n}`);
    clock.advance(1000);
  }
  await close();
  await vi.waitFor(() => {
    expect(full()).toHaveLength(8);
    // With the one that is written to, and the list of those that are full.
    expect(names()).toHaveLength(8 + 2);
  });
});
