import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startGate } from '../fixtures/running-gate.ts';
import { meddleWithCalls, whyNoStrace } from '../fixtures/strace.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';
import { startSimulator } from '../simulator/simulator.ts';

/** What an old SD card does when it is busy. */
const SYNC_MS = 300;
const noStrace = whyNoStrace();

async function gateOnSlowDisk(syncMs = SYNC_MS, env: Record<string, string> = {}) {
  const sim = await startSimulator();
  onTestFinished(() => sim.close());
  const dataDir = temporaryFolder();
  const gate = startGate({
    env: {
      CONFERA_BASE_URL: sim.url,
      CONFERA_API_KEY: 'cat_demo_all',
      KIOSK_DATA_DIR: dataDir,
      ...env,
    },
  });
  const told = (n: number) => gate.event((event) => event.event === 'scan' && event.n === n);
  gate.child.stdin.write('TEST-0\n');
  await told(1);
  await meddleWithCalls(
    gate.child.pid as number,
    `fsync,fdatasync:delay_exit=${syncMs * 1000}`,
    path.join(dataDir, 'kiosk.db-wal'),
  );
  return { gate, told, sim };
}

test('while a slow disk syncs a scan, the scanner is heard at once', async (ctx) => {
  ctx.skip(noStrace !== null, noStrace ?? '');
  const { gate, told } = await gateOnSlowDisk();
  // Asked three times, since the first may come before the sync: a code that can't be read needs no disk.
  const waits: number[] = [];
  for (let round = 0; round < 3; round += 1) {
    const n = 2 + round * 2;
    gate.child.stdin.write(`TEST-${n}\n`);
    await new Promise((resolve) => setTimeout(resolve, 50));
    const from = performance.now();
    gate.child.stdin.write('TEST\u0007\n');
    expect(await told(n + 1)).toMatchObject({ outcome: 'unreadable' });
    waits.push(performance.now() - from);
    expect(await told(n)).toMatchObject({ outcome: 'checked-in' });
  }
  expect(Math.max(...waits)).toBeLessThan(100);
});

test('whoever waits is told within the wait, while a slow disk still writes how it ended', async (ctx) => {
  ctx.skip(noStrace !== null, noStrace ?? '');
  const { gate, told } = await gateOnSlowDisk(1500, { KIOSK_TIMEOUT_MS: '2000' });
  gate.child.stdin.write('TEST-1\n');
  const event = await told(2);
  expect(event).toMatchObject({ outcome: 'checked-in' });
  // The scan's own sync and the answer's are three seconds.
  expect('ms' in event && event.ms).toBeLessThan(2900);
  gate.child.stdin.end();
  expect(await gate.exited).toBe(0);
});

test('a disk slower than the wait has its scan told as saved once it is, and sent after that', async (ctx) => {
  ctx.skip(noStrace !== null, noStrace ?? '');
  const { gate, told, sim } = await gateOnSlowDisk(1500, { KIOSK_TIMEOUT_MS: '1000' });
  gate.child.stdin.write('TEST-1\n');
  const event = await told(2);
  expect(event).toMatchObject({ outcome: 'queued' });
  expect('ms' in event && event.ms).toBeLessThan(2900);
  const scanId = 'scanId' in event ? event.scanId : null;
  const settled = await gate.event((each) => each.event === 'settled' && each.scanId === scanId);
  expect(settled).toMatchObject({ outcome: 'checked-in' });
  expect(sim.checkins().map(({ code }) => code)).toContain('TEST-1');
});

test('scans that come together share a slow disk’s syncs', async (ctx) => {
  ctx.skip(noStrace !== null, noStrace ?? '');
  const { gate, told } = await gateOnSlowDisk();
  const from = performance.now();
  gate.child.stdin.write('TEST-2\nTEST-3\nTEST-4\nTEST-5\n');
  const events = await Promise.all([2, 3, 4, 5].map(told));
  const took = performance.now() - from;
  for (const event of events) expect(event).toMatchObject({ outcome: 'checked-in' });
  // One for the scans and one for their answers, and a straggler's pair; each by itself would be eight.
  expect(took).toBeLessThan(5 * SYNC_MS);
});
