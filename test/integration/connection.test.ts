import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { runLeapingCore } from '../fixtures/leaping-core.ts';
import { coreSettings, runCore } from '../fixtures/running-core.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';
import { type FaultRule, type Simulator, startSimulator } from '../simulator/simulator.ts';

/** How the device learns that Confera is gone and that it is back, over real HTTP; hours pass by leaps of the clock. */

/** The longest wait between two trials, and what a busy machine adds to the trial itself by leaping meanwhile. */
const CAP_MS = 10_000 + 5000;

async function simulator(rules: FaultRule[] = []) {
  const sim = await startSimulator();
  onTestFinished(() => sim.close());
  sim.setFaults(rules);
  return sim;
}

const of = (sim: Simulator, kind: 'health' | 'badge') =>
  sim.journal().filter((entry) => entry.kind === kind);

test('one slow answer is not an outage', async () => {
  const sim = await simulator([{ fault: { kind: 'latency', ms: 5000 }, times: 1 }]);
  // A busy machine must find the time for the second attempt.
  const settings = { timeoutMs: 3000 };
  const kiosk = runLeapingCore(sim.url, { settings, random: () => 0.1 });
  expect(await kiosk.scan('TEST-1')).toMatchObject({ outcome: 'checked-in' });
  expect(await kiosk.scan('TEST-2')).toMatchObject({ outcome: 'checked-in' });
  await kiosk.statusIs(({ queued }) => queued === 0);
  expect(kiosk.connections).not.toContain('offline');
});

test('a dead network is known with the first scan: the next people are told in milliseconds', async () => {
  const sim = await simulator([{ fault: { kind: 'no-answer' }, on: 'all' }]);
  const kiosk = runLeapingCore(sim.url);
  expect(await kiosk.scan('TEST-0')).toMatchObject({ outcome: 'queued', reason: 'no-network' });
  expect(kiosk.core.status().connection).toBe('offline');
  const waits: number[] = [];
  for (let n = 1; n <= 20; n += 1) {
    const from = performance.now();
    expect(await kiosk.scan(`TEST-${n}`)).toMatchObject({ outcome: 'queued' });
    waits.push(performance.now() - from);
  }
  // The middle one, since this machine may be busy.
  expect(waits.toSorted((a, b) => a - b)[10]).toBeLessThan(50);
  expect(new Set(of(sim, 'badge').map(({ code }) => code))).toEqual(new Set(['TEST-0']));
});

test('a server that is healthy and hangs on check-ins is offline until one passes, without flapping', async () => {
  const sim = await simulator([{ fault: { kind: 'no-answer' } }]);
  // A busy machine must find the time for the first attempt: the disk's time counts, too.
  const settings = { timeoutMs: 1000, syncTimeoutMs: 100 };
  const kiosk = runLeapingCore(sim.url, { settings });
  for (let n = 1; n <= 3; n += 1) await kiosk.scan(`TEST-${n}`);
  const first = of(sim, 'badge').length;
  await kiosk.leapUntil(() => of(sim, 'badge').length >= first + 8, 1000);
  expect(kiosk.connections).toEqual(['offline']);
  // Each trial asks for health and then sends one scan alone.
  expect(of(sim, 'health').length).toBeLessThanOrEqual(first + 9);
  expect(
    Math.max(
      ...of(sim, 'badge')
        .slice(first)
        .map(({ inFlight }) => inFlight),
    ),
  ).toBe(1);

  sim.clearFaults();
  await kiosk.leapUntil(() => kiosk.core.status().queued === 0);
  expect(kiosk.connections).toEqual(['offline', 'online']);
  expect(sim.checkins()).toHaveLength(3);
});

test.each(['all', 'checkins'] as const)(
  'a server that answers 503 to %s is not stormed by a backlog',
  async (on) => {
    const sim = await simulator([{ fault: { kind: 'reset-before' }, on: 'all' }]);
    const dataDir = temporaryFolder();
    const before = runCore(coreSettings(sim.url), dataDir);
    await before.scan('TEST-0');
    await Promise.all(Array.from({ length: 299 }, (_, n) => before.scan(`TEST-${n + 1}`)));
    await before.close();
    const requestsBefore = sim.journal().length;
    sim.setFaults([{ fault: { kind: 'status', status: 503 }, on }]);

    const kiosk = runLeapingCore(sim.url, { dataDir });
    expect(kiosk.core.status().queued).toBe(300);
    await kiosk.leapOver(120_000, 500);
    // Two minutes at half of the cap on average are 24 trials of at most two requests; fewer waits come before the cap
    // is reached, and at the start eight go out at once.
    const requests = sim.journal().length - requestsBefore;
    expect(requests).toBeGreaterThan(10);
    expect(requests).toBeLessThan(100);
    expect(kiosk.core.status()).toMatchObject({ connection: 'offline', queued: 300 });
  },
);

test('a stop that cuts a request short is not written down as an outage', async () => {
  const sim = await simulator([{ fault: { kind: 'no-answer' } }]);
  const kiosk = runCore(coreSettings(sim.url, { timeoutMs: 8000 }));
  const scan = kiosk.scan('TEST-1');
  await sim.waitFor((journal) => journal.length === 1);
  await kiosk.close();
  expect(await scan).toMatchObject({ outcome: 'queued' });
  const log = readFileSync(path.join(kiosk.dataDir, 'logs', 'kiosk.log'), 'utf8');
  expect(log).toContain('"reason":"This operation was aborted"');
  expect(log).not.toContain('offline');
});

test('nothing is asked beside the scans while they pass, and once a minute at most while nobody comes', async () => {
  const sim = await simulator();
  const kiosk = runLeapingCore(sim.url);
  for (let n = 1; n <= 50; n += 1) {
    expect(await kiosk.scan(`TEST-${n}`)).toMatchObject({ outcome: 'checked-in' });
    kiosk.clock.leap(5000);
  }
  expect(of(sim, 'health')).toEqual([]);
  await kiosk.leapOver(3_600_000, 20_000);
  expect(of(sim, 'health').length).toBeGreaterThan(30);
  expect(of(sim, 'health').length).toBeLessThanOrEqual(60);
  expect(of(sim, 'badge')).toHaveLength(50);
});

test('after half an hour without a network its return is noticed within the cap, and the saved scans leave at once', async () => {
  const sim = await simulator([{ fault: { kind: 'reset-before' }, on: 'all' }]);
  // The longest wait that the jitter can draw.
  const kiosk = runLeapingCore(sim.url, { random: () => 0.999 });
  for (let n = 1; n <= 20; n += 1) await kiosk.scan(`TEST-${n}`);
  await kiosk.leapOver(1_800_000, 5000);
  const probes = of(sim, 'health').length;
  expect(probes).toBeGreaterThan(100);
  expect(probes).toBeLessThanOrEqual(1800 / 10 + 20);

  sim.clearFaults();
  const leapt = await kiosk.leapUntil(() => kiosk.core.status().connection === 'online', 50);
  expect(leapt).toBeLessThanOrEqual(CAP_MS);
  // Nothing more has to pass for the backlog.
  await kiosk.statusIs(({ queued }) => queued === 0);
  expect(sim.checkins()).toHaveLength(20);
});

test('a key that is good again is found by one scan tried alone, within the cap and without a restart', async () => {
  const sim = await simulator();
  const kiosk = runLeapingCore(sim.url);
  sim.setKey('cat_demo_all', { state: 'revoked', scopes: [] });
  for (let n = 1; n <= 10; n += 1) {
    const told = await kiosk.scan(`TEST-${n}`);
    expect(told).toMatchObject({ outcome: 'attention', reason: 'key-refused' });
  }
  await kiosk.leapOver(600_000, 5000);
  expect(kiosk.core.status()).toMatchObject({
    connection: 'blocked',
    reason: 'key-refused',
    queued: 10,
  });
  const refused = of(sim, 'badge').length;
  expect(refused).toBeLessThan(250);

  sim.setKey('cat_demo_all', { state: 'live', scopes: ['badges:write'] });
  const leapt = await kiosk.leapUntil(() => kiosk.core.status().connection === 'online', 50);
  expect(leapt).toBeLessThanOrEqual(CAP_MS);
  await kiosk.statusIs(({ queued }) => queued === 0);
  expect(of(sim, 'badge')[refused]).toMatchObject({ status: 200, inFlight: 1 });
  expect(sim.checkins()).toHaveLength(10);
});

test('who was sent to staff is not welcomed on the second try when the network goes, too', async () => {
  const sim = await simulator();
  const kiosk = runLeapingCore(sim.url);
  sim.setKey('cat_demo_all', { state: 'revoked', scopes: [] });
  const refused = { outcome: 'attention', reason: 'key-refused' };
  expect(await kiosk.scan('TEST-1')).toMatchObject(refused);
  sim.setFaults([{ fault: { kind: 'reset-before' }, on: 'all' }]);
  // While the key is refused, health is asked for only once the device is offline.
  await kiosk.leapUntil(() => of(sim, 'health').length > 0, 1000);
  expect(await kiosk.scan('TEST-1')).toMatchObject(refused);
});

test('a person at the kiosk is not kept waiting by the backlog', async () => {
  const sim = await simulator([{ fault: { kind: 'reset-before' }, on: 'all' }]);
  const kiosk = runLeapingCore(sim.url);
  await kiosk.scan('TEST-0');
  await Promise.all(Array.from({ length: 199 }, (_, n) => kiosk.scan(`TEST-${n + 1}`)));
  sim.setFaults([{ fault: { kind: 'latency', ms: 40 } }]);
  await kiosk.leapUntil(() => kiosk.core.status().connection === 'online');
  expect(await kiosk.scan('TEST-NEW')).toMatchObject({ outcome: 'checked-in' });
  expect(sim.checkins().length).toBeLessThan(150);
  sim.clearFaults();
  await kiosk.statusIs(({ queued }) => queued === 0);
  expect(sim.checkins()).toHaveLength(201);
});

test('a scan that keeps failing while others pass is shown to staff after twelve attempts, kept and still tried', async () => {
  const bad: FaultRule = { fault: { kind: 'status', status: 500 }, code: 'TEST-BAD' };
  const sim = await simulator([bad]);
  const kiosk = runLeapingCore(sim.url);
  const { scanId } = await kiosk.scan('TEST-BAD');
  const row = () => kiosk.rows().find((each) => each.scan_id === scanId);
  let others = 0;
  while (kiosk.core.status().needsAttention === 0) {
    others += 1;
    expect(await kiosk.scan(`TEST-${others}`)).toMatchObject({ outcome: 'checked-in' });
    kiosk.clock.leap(10_000);
  }
  const failed = of(sim, 'badge').filter(({ code }) => code === 'TEST-BAD').length;
  // The person's second attempt belongs to the same failure.
  expect(failed).toBeGreaterThanOrEqual(12);
  expect(failed).toBeLessThanOrEqual(13);
  expect(kiosk.core.outbox.overview.needingAttention(10)).toMatchObject([
    { scanId, state: 'pending' },
  ]);
  expect(kiosk.connections).not.toContain('offline');

  // Five minutes are the longest wait between two attempts at it.
  for (let more = 1; more <= 3; more += 1) {
    const tried = row()?.attempts ?? 0;
    const leapt = await kiosk.leapUntil(() => (row()?.attempts ?? 0) > tried, 5000);
    expect(leapt).toBeLessThanOrEqual(305_000);
  }
  sim.clearFaults();
  await kiosk.leapUntil(() => row()?.state === 'done', 5000);
  expect(row()).toMatchObject({ outcome: 'checked-in' });
  await kiosk.statusIs(({ queued, needsAttention }) => queued === 0 && needsAttention === 0);
});

test('an idle device notices within two minutes that the internet has gone, and when it is back', async () => {
  const sim = await simulator();
  const kiosk = runLeapingCore(sim.url);
  expect(await kiosk.scan('TEST-1')).toMatchObject({ outcome: 'checked-in' });
  sim.setFaults([{ fault: { kind: 'reset-before' }, on: 'all' }]);
  const leapt = await kiosk.leapUntil(() => kiosk.core.status().connection === 'offline', 1000);
  expect(leapt).toBeLessThanOrEqual(120_000);
  expect(kiosk.core.status()).toMatchObject({ reason: 'no-network', queued: 0 });

  sim.clearFaults();
  await kiosk.leapUntil(() => kiosk.core.status().connection === 'online', 1000);
  expect(of(sim, 'badge')).toHaveLength(1);
});

test('an idle device notices that its key was revoked', async () => {
  const sim = await simulator();
  const kiosk = runLeapingCore(sim.url);
  sim.setKey('cat_demo_all', { state: 'revoked', scopes: [] });
  await kiosk.leapUntil(() => kiosk.core.status().connection === 'blocked', 1000);
  expect(kiosk.core.status()).toMatchObject({ reason: 'key-refused', queued: 0 });
});
