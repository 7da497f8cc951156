import { expect, onTestFinished, test } from 'vitest';
import { LeapingClock } from '../fixtures/leaping-clock.ts';
import { runLeapingCore } from '../fixtures/leaping-core.ts';
import { type FaultRule, startSimulator } from '../simulator/simulator.ts';

/** A wall clock that people and time servers set, and days that end: none of it changes what a scan was. */

const HOUR_MS = 3_600_000;
/** The longest wait between two trials, and what a busy machine adds to the trial itself by leaping meanwhile. */
const CAP_MS = 10_000 + 5000;
const NO_NETWORK: FaultRule[] = [{ fault: { kind: 'reset-before' }, on: 'all' }];

async function simulator(rules: FaultRule[] = [], now: () => number = Date.now) {
  const sim = await startSimulator({ now });
  onTestFinished(() => sim.close());
  sim.setFaults(rules);
  return sim;
}

test('the venue day is that of the scan, sent unchanged days later', async () => {
  // A second before midnight in Karachi.
  const clock = new LeapingClock(Date.parse('2026-02-03T23:59:59+05:00'));
  const sim = await simulator(NO_NETWORK, clock.now);
  const kiosk = runLeapingCore(sim.url, { clock });
  const late = await kiosk.scan('confera-attendance:TEST-1');
  kiosk.clock.leap(2000);
  const early = await kiosk.scan('confera-attendance:TEST-1');
  expect([late, early]).toMatchObject([
    { outcome: 'queued', day: '2026-02-03' },
    { outcome: 'queued', day: '2026-02-04' },
  ]);
  kiosk.clock.leap(72 * HOUR_MS);
  sim.clearFaults();
  await kiosk.leapUntil(() => kiosk.core.status().queued === 0);
  const days = sim.checkins().map(({ dayDate }) => dayDate);
  expect(days.toSorted()).toEqual(['2026-02-03', '2026-02-04']);
});

test.each([
  ['back', -5 * HOUR_MS],
  ['forward', 5 * HOUR_MS],
])(
  'a wall clock set %s by hours makes no repeat of a new scan, and no new scan of a repeat',
  async (_, by) => {
    const sim = await simulator();
    const { core, clock } = runLeapingCore(sim.url, { settings: { debounceMs: 500 } });
    const from = clock.monotonic();
    const scanAfter = (ms: number) => {
      const at = { now: clock.now(), monotonic: from + ms };
      return core.scan({ raw: 'TEST-1', source: 'typed', at });
    };
    expect(await scanAfter(0)).toMatchObject({ outcome: 'checked-in' });
    clock.setWall(clock.now() + by);
    expect(await scanAfter(498)).toMatchObject({ outcome: 'ignored' });
    expect(await scanAfter(502)).toMatchObject({ outcome: 'already-checked-in' });
  },
);

test('a wall clock set about by hours changes neither the pace of the trials nor the order of the scans', async () => {
  const sim = await simulator(NO_NETWORK);
  const kiosk = runLeapingCore(sim.url, { random: () => 0.999 });
  const codes = Array.from({ length: 12 }, (_, n) => `TEST-${n}`);
  for (const [n, code] of codes.entries()) {
    kiosk.clock.setWall(kiosk.clock.now() + (n % 2 ? 7 : -11) * HOUR_MS);
    expect(await kiosk.scan(code)).toMatchObject({ outcome: 'queued' });
  }
  await kiosk.leapOver(60_000, 2500);
  sim.clearFaults();
  kiosk.clock.setWall(kiosk.clock.now() - 100 * HOUR_MS);
  const leapt = await kiosk.leapUntil(() => kiosk.core.status().connection === 'online', 50);
  expect(leapt).toBeLessThanOrEqual(CAP_MS);
  await kiosk.statusIs(({ queued }) => queued === 0);
  const sent = sim
    .journal()
    .filter(({ acted }) => acted)
    .map(({ code }) => code as string);
  expect(sent).toHaveLength(12);
  // Eight go out at once after the first: a scan may overtake another by no more than those.
  for (const [at, code] of sent.entries()) {
    expect(Math.abs(codes.indexOf(code) - at)).toBeLessThan(8);
  }
});
