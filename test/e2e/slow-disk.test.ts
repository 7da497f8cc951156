import path from 'node:path';
import { request } from 'undici';
import { expect, onTestFinished, test } from 'vitest';
import { meddleWithCalls, whyNoStrace } from '../fixtures/strace.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';
import { startKioskProcess } from './drivers/kiosk-process.ts';
import { readySettings, runSimulator } from './fixtures/running-kiosk.ts';

const MAIN = path.resolve(import.meta.dirname, '../../electron/start/main.ts');
/** Slower than any disk, so that no pause of a busy machine is taken for one of it. */
const SYNC_MS = 1000;
const noStrace = whyNoStrace();

test('while a slow disk syncs a scan, the served kiosk answers everything else at once', async (ctx) => {
  ctx.skip(noStrace !== null, noStrace ?? '');
  const sim = await runSimulator();
  const dataDir = temporaryFolder();
  const kiosk = startKioskProcess([MAIN, '--host', 'browser', '--no-open'], {
    ...readySettings(sim),
    KIOSK_DATA_DIR: dataDir,
  });
  onTestFinished(async () => void (await kiosk.close()));
  const url = (await kiosk.line('kiosk ')).slice('kiosk '.length);
  const { headers, body } = await request(url);
  await body.dump();
  const cookie = String(headers['set-cookie']).split(';')[0] ?? '';
  const call = async (method: string, input: unknown) => {
    const answer = await request(new URL(`/bridge/${method}`, url), {
      method: 'POST',
      headers: { cookie, 'content-type': 'application/json' },
      body: JSON.stringify(input),
    });
    return (await answer.body.json()) as Record<string, unknown>;
  };
  expect(await call('scan', { raw: 'TEST-0', source: 'wedge' })).toMatchObject({
    outcome: 'checked-in',
  });
  await meddleWithCalls(
    kiosk.child.pid as number,
    `fsync,fdatasync:delay_exit=${SYNC_MS * 1000}`,
    path.join(dataDir, 'kiosk.db-wal'),
  );

  const from = performance.now();
  let scanMs = 0;
  const scan = call('scan', { raw: 'TEST-1', source: 'wedge' }).finally(() => {
    scanMs = performance.now() - from;
  });
  const waits: number[] = [];
  while (scanMs === 0) {
    const asked = performance.now();
    expect(await call('getState', {})).toMatchObject({ screen: 'scan' });
    waits.push(performance.now() - asked);
  }
  expect(await scan).toMatchObject({ outcome: 'checked-in' });
  expect(scanMs).toBeGreaterThanOrEqual(SYNC_MS);
  // Held up by a sync, one of them would have waited for nearly as long.
  expect(Math.max(...waits)).toBeLessThan(0.8 * SYNC_MS);
});
