// A visitor held up the same refused badge again and again, and the saved scans of everybody else were no longer sent.

import { expect, onTestFinished, test } from 'vitest';
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
    KIOSK_TIMEOUT_MS: '1000',
  };
  return { sim, env };
}

test('one badge refused a dozen times stops nobody else', async () => {
  const { sim, env } = await venue();
  const gate = startGate({ env });
  const told = (n: number) => gate.event((event) => event.event === 'scan' && event.n === n);
  for (let n = 1; n <= 12; n += 1) {
    // As long as the window in which a repeat is ignored.
    await new Promise((resolve) => setTimeout(resolve, 310));
    gate.child.stdin.write('BADGE-UNKNOWN\n');
    expect(await told(n)).toMatchObject({ outcome: 'rejected' });
  }
  sim.setFaults([{ fault: { kind: 'reset-before' }, on: 'all' }]);
  gate.child.stdin.write('TEST-1\n');
  const saved = await told(13);
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
