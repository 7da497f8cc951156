import { describe, expect, onTestFinished, test } from 'vitest';
import type { CoreSettings } from '../../shared/settings/settings.ts';
import { LeapingClock } from '../fixtures/leaping-clock.ts';
import { coreSettings, runCore } from '../fixtures/running-core.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';
import { type FaultRule, type SimulatorOptions, startSimulator } from '../simulator/simulator.ts';

/** What is told of the scans before, when a badge comes again to the device that has scanned it. */

const MORNING = Date.parse('2026-02-03T09:12:00+05:00');
const MINUTE = 60_000;
const NO_NETWORK: FaultRule[] = [{ fault: { kind: 'reset-before' }, on: 'all' }];

async function simulator(options: SimulatorOptions) {
  const sim = await startSimulator(options);
  onTestFinished(() => sim.close());
  return sim;
}

/** A device whose clock stands at a time that the test chooses for each scan. */
async function device(settings: Partial<CoreSettings> = {}, rules: FaultRule[] = []) {
  const clock = new LeapingClock(MORNING);
  const sim = await simulator({ now: clock.now });
  sim.setFaults(rules);
  const dataDir = temporaryFolder();
  const run = (more: Partial<CoreSettings> = {}) =>
    runCore(coreSettings(sim.url, { ...settings, ...more }), dataDir, { clock });
  return { clock, sim, run };
}

describe('the scan before', () => {
  test('is told with its time, online, at the same gate', async () => {
    const { clock, run } = await device();
    const { scan } = run();
    const at = clock.now();
    expect(await scan('BADGE-1')).toMatchObject({ outcome: 'checked-in', first: null });
    clock.leap(50 * MINUTE);
    const { first, ...told } = await scan('BADGE-1');
    expect(told).toMatchObject({ outcome: 'already-checked-in', passBack: null });
    expect(first?.location).toBe('gate-a');
    expect(Math.abs((first?.at ?? 0) - at)).toBeLessThan(MINUTE);
  });

  test('is told with its place, after this device was moved to another gate', async () => {
    const { clock, run } = await device();
    const before = run();
    await before.scan('BADGE-1');
    await before.close();
    clock.leap(MINUTE);
    expect(await run({ location: 'gate-b' }).scan('BADGE-1')).toMatchObject({
      outcome: 'already-checked-in',
      first: { at: expect.any(Number), location: 'gate-a' },
    });
  });

  test('is none of another day, and none that was refused', async () => {
    const { clock, run, sim } = await device();
    const { scan } = run();
    await scan('BADGE-1');
    sim.setFaults([{ fault: { kind: 'status', status: 404 } }]);
    expect(await scan('BADGE-2')).toMatchObject({ outcome: 'rejected' });
    sim.setFaults([{ fault: { kind: 'status', status: 409, body: { duplicate: true } } }]);
    clock.leap(MINUTE);
    expect(await scan('BADGE-2')).toMatchObject({ outcome: 'already-checked-in', first: null });
    clock.leap(24 * 60 * MINUTE);
    expect(await scan('BADGE-1')).toMatchObject({ outcome: 'already-checked-in', first: null });
  });
});

describe('a badge that comes back at once', () => {
  test('is asked about within the time that is set, and Confera’s outcome stays', async () => {
    const { clock, run } = await device({ passBackSeconds: 120 });
    const { scan, rows } = run();
    expect(await scan('BADGE-1')).toMatchObject({ outcome: 'checked-in', passBack: null });
    clock.leap(100_000);
    const second = await scan('BADGE-1');
    expect(second).toMatchObject({
      outcome: 'already-checked-in',
      reason: null,
      passBack: { location: 'gate-a' },
    });
    expect(rows().map(({ state, outcome }) => [state, outcome])).toEqual([
      ['done', 'checked-in'],
      ['done', 'already-checked-in'],
    ]);
    // The time runs anew from each scan.
    clock.leap(100_000);
    expect((await scan('BADGE-1')).passBack).not.toBeNull();
    clock.leap(121_000);
    expect(await scan('BADGE-1')).toMatchObject({ outcome: 'already-checked-in', passBack: null });
  });

  test('is never asked about unless that is set', async () => {
    const { clock, run } = await device();
    const { scan } = run();
    await scan('BADGE-1');
    clock.leap(1000);
    expect(await scan('BADGE-1')).toMatchObject({ outcome: 'already-checked-in', passBack: null });
  });

  test('is known after a restart, and offline, where no row tells of the scan in between', async () => {
    const { clock, run } = await device({ passBackSeconds: 60 }, NO_NETWORK);
    const before = run();
    expect(await before.scan('BADGE-1')).toMatchObject({ outcome: 'queued', passBack: null });
    await before.close();
    clock.leap(10_000);
    const { scan, rows, statusIs } = run();
    await scan('BADGE-2');
    await statusIs(({ connection }) => connection === 'offline');
    const again = await scan('BADGE-1');
    expect(again).toMatchObject({
      outcome: 'already-checked-in',
      passBack: { location: 'gate-a' },
    });
    clock.leap(55_000);
    const third = await scan('BADGE-1');
    expect((third.passBack?.at ?? 0) - (again.passBack?.at ?? 0)).toBeGreaterThan(5000);
    expect(rows()).toHaveLength(2);
  });

  test('isn’t one that lay before the scanner all the while', async () => {
    const { clock, run } = await device({ passBackSeconds: 60, debounceMs: 500 });
    const { core } = run();
    const from = clock.monotonic();
    const scanAfter = (ms: number) =>
      core.scan({
        raw: 'BADGE-1',
        source: 'wedge',
        at: { now: clock.now() + ms, monotonic: from + ms },
      });
    expect(await scanAfter(0)).toMatchObject({ outcome: 'checked-in' });
    expect(await scanAfter(300)).toMatchObject({ outcome: 'ignored', passBack: null });
    expect(await scanAfter(600)).toMatchObject({ outcome: 'already-checked-in', passBack: null });
    // It was taken away, and came back.
    expect(await scanAfter(1300)).toMatchObject({
      outcome: 'already-checked-in',
      passBack: { location: 'gate-a' },
    });
  });
});
