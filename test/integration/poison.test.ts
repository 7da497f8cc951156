import { describe, expect, onTestFinished, test } from 'vitest';
import { runLeapingCore } from '../fixtures/leaping-core.ts';
import { type Fault, startSimulator } from '../simulator/simulator.ts';

/** One scan that Confera, or something on the way to it, can't cope with: the others must not wait for it. */
async function othersPass(fault: Fault) {
  const sim = await startSimulator();
  onTestFinished(() => sim.close());
  sim.setFaults([{ fault: { kind: 'reset-before' }, on: 'all' }]);
  const settings = { timeoutMs: 200, syncTimeoutMs: 50 };
  const kiosk = runLeapingCore(sim.url, { settings });
  await kiosk.scan('TEST-BAD');
  for (let n = 1; n <= 5; n += 1) await kiosk.scan(`TEST-${n}`);
  sim.setFaults([{ fault, code: 'TEST-BAD' }]);
  await kiosk.leapOver(60_000, 1000);
  expect(sim.checkins()).toHaveLength(5);
}

describe('a scan that alone fails holds up no other', () => {
  test('where it meets 503', () => othersPass({ kind: 'status', status: 503 }));

  // Expected to fail while the trial after an outage always takes the oldest scan.
  test.fails.each<Fault>([{ kind: 'no-answer' }, { kind: 'reset-before' }, { kind: 'html-page' }])(
    'where it meets $kind',
    (fault) => othersPass(fault),
  );
});
