// A visitor held up the same refused badge again and again, and the saved scans of everybody else were no longer sent.

import { expect, onTestFinished, test } from 'vitest';
import { until } from '../e2e/fixtures/until.ts';
import { runGateOver, startGate } from '../fixtures/running-gate.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';
import { startSimulator } from '../simulator/simulator.ts';

async function venue() {
  const sim = await startSimulator();
  onTestFinished(() => sim.close());
  const env = {
    CONFERA_BASE_URL: sim.url,
    CONFERA_API_KEY: 'cat_demo_all',
    KIOSK_DATA_DIR: temporaryFolder(),
    KIOSK_DEBOUNCE_MS: '300',
  };
  return { sim, env };
}

test('one badge refused a dozen times stops nobody else', async () => {
  const { sim, env } = await venue();
  const gate = startGate({ env });
  let lines = 0;
  const scan = (code: string) => {
    lines += 1;
    const mine = lines;
    gate.child.stdin.write(`${code}\n`);
    return gate.event((event) => event.event === 'scan' && event.n === mine);
  };
  for (let time = 1; time <= 12; time += 1) {
    // Soon after the last time it is still a repeat, and ignored.
    await until(async () => {
      expect(await scan('BADGE-UNKNOWN')).toMatchObject({ outcome: 'rejected' });
    });
  }
  sim.setFaults([{ fault: { kind: 'reset-before' }, on: 'all' }]);
  const saved = await scan('TEST-1');
  expect(saved).toMatchObject({ outcome: 'queued' });
  sim.clearFaults();
  const scanId = 'scanId' in saved ? saved.scanId : null;
  await gate.event((event) => event.event === 'settled' && event.scanId === scanId);
  expect(gate.stderr()).toBe('');
});

test('ten different codes still stop the saved scans, until staff go on', async () => {
  const { sim, env } = await venue();
  const strangers = Array.from({ length: 10 }, (_, n) => `STRANGER-${n}\n`).join('');
  await runGateOver(strangers, { env });
  sim.setFaults([{ fault: { kind: 'reset-before' }, on: 'all' }]);
  const stopped = await runGateOver('TEST-1\n', { env });
  expect(stopped.code).toBe(3);
  expect(stopped.stderr).toContain('Ten different codes');
  sim.clearFaults();
  expect((await runGateOver('', { env })).code).toBe(3);
  expect((await runGateOver('', { env, args: ['--resume'] })).code).toBe(0);
});
