import path from 'node:path';
import { request } from 'undici';
import { expect, onTestFinished, test } from 'vitest';
import { meddleWithCalls, whyNoStrace } from '../fixtures/strace.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';
import { startKioskProcess } from './drivers/kiosk-process.ts';
import { readySettings, runSimulator } from './fixtures/running-kiosk.ts';

const MAIN = path.resolve(import.meta.dirname, '../../electron/start/main.ts');
const SYNC_MS = 300;
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

  const waits: number[] = [];
  for (let n = 1; n <= 3; n += 1) {
    let underWay = true;
    const scan = call('scan', { raw: `TEST-${n}`, source: 'wedge' }).finally(() => {
      underWay = false;
    });
    while (underWay) {
      const from = performance.now();
      expect(await call('getState', {})).toMatchObject({ screen: 'scan' });
      if (underWay) waits.push(performance.now() - from);
    }
    expect(await scan).toMatchObject({ outcome: 'checked-in' });
  }
  // A scan has two syncs to wait for: held up by each, there would be six. One or two may be this machine's.
  expect(waits.length).toBeGreaterThan(30);
  expect(waits.filter((ms) => ms >= 100).length).toBeLessThan(3);
});
