import { expect, onTestFinished, test, vi } from 'vitest';
import { MemoryHub } from '../../fixtures/memory-hub.ts';
import { type Simulator, startSimulator } from '../../simulator/simulator.ts';
import { runGate } from './two-gates.ts';

/** What people are told at the gates of one venue while Confera can't be asked, and what staff learn of it. */

/** Longer than anything takes here, for a machine that is busy. */
const SOON = { timeout: 15_000, interval: 10 };
/** Nobody listens there. */
const NOWHERE = 'http://127.0.0.1:1';
const HOUR = 3_600_000;

async function simulator(): Promise<Simulator> {
  const sim = await startSimulator();
  onTestFinished(() => sim.close());
  return sim;
}

function withoutInternet(sim: Simulator) {
  sim.setFaults([{ fault: { kind: 'reset-before' }, on: 'all' }]);
}

/** Two gates of a venue without internet. */
function twoGates(settings: Parameters<typeof runGate>[2] = {}) {
  const hub = new MemoryHub();
  const a = runGate(NOWHERE, 'gate-a', { hub: hub.as('gate-a') });
  const b = runGate(NOWHERE, 'gate-b', { hub: hub.as('gate-b'), ...settings });
  return { hub, a, b };
}

const NO_ANSWER = { fault: { kind: 'reset-before' }, on: 'all' } as const;

/** Gate A without internet until Confera answers it, and other gates that stay without. */
async function refusableGates(names: readonly string[]) {
  const sim = await simulator();
  const hub = new MemoryHub();
  const settings = { apiKey: 'cat_demo_badges' };
  const offline = { ...NO_ANSWER, key: settings.apiKey };
  sim.setFaults([NO_ANSWER]);
  return {
    hub,
    a: runGate(sim.url, 'gate-a', { hub: hub.as('gate-a') }),
    others: names.map((name) => runGate(sim.url, name, { hub: hub.as(name), settings })),
    other: (name: string) => runGate(sim.url, name, { hub: hub.as(name), settings }),
    /** Confera answers gate A, but refuses its scans if it is to. */
    answer: ({ refuses = false } = {}) =>
      sim.setFaults([
        offline,
        ...(refuses ? [{ fault: { kind: 'status', status: 404 } } as const] : []),
      ]),
  };
}

const doublesOf = ({ core }: ReturnType<typeof runGate>) => core.outbox.claims.letInTwice(10);

test.each([
  ['by its news', false],
  ['by its answer', true],
])('a badge that another gate has let in is known at the next one %s', async (_, isSilent) => {
  const { hub, a, b } = twoGates();
  Object.assign(hub, { agoMs: HOUR, isSilent });
  expect(await a.scan('BADGE-1')).toMatchObject({ outcome: 'queued', first: null });
  const told = await b.scan('BADGE-1');
  expect(told).toMatchObject({
    outcome: 'already-checked-in',
    reason: 'elsewhere',
    first: { location: 'gate-a' },
  });
  expect(told.scanId).not.toBeNull();
  expect(told.first?.at).toSatisfy(Number.isInteger);
  expect(Math.abs((told.first?.at ?? 0) - (Date.now() - HOUR))).toBeLessThan(60_000);
  expect(doublesOf(b)).toEqual([]);
});

test('two scanners that read one badge send nobody to staff', async () => {
  const { a, b } = twoGates({ settings: { secondScan: 'staff' } });
  await a.scan('BADGE-1');
  expect(await b.scan('BADGE-1')).toMatchObject({
    outcome: 'already-checked-in',
    reason: 'elsewhere-just-now',
    first: { at: expect.toSatisfy(Number.isInteger) },
  });
});

test('where staff want to see second scans, the person is sent to them, and the scan is kept', async () => {
  const { hub, a, b } = twoGates({ settings: { secondScan: 'staff' } });
  hub.agoMs = HOUR;
  await a.scan('BADGE-1');
  expect(await b.scan('BADGE-1')).toMatchObject({ outcome: 'attention', reason: 'elsewhere' });
  expect(b.rows()).toMatchObject([{ state: 'pending' }]);
  // The same badge again, once it no longer counts as a repeat.
  await vi.waitFor(async () => {
    expect(await b.scan('BADGE-1')).toMatchObject({
      outcome: 'attention',
      reason: 'elsewhere',
      first: { location: 'gate-a' },
    });
  }, SOON);
});

test('what was heard of other gates is known after a restart, while the hub is gone', async () => {
  const { hub, a, b } = twoGates();
  await a.scan('BADGE-1');
  // The claim is heard in the same moment, and written down before the end.
  await b.close();
  hub.state = 'connecting';
  const again = runGate(NOWHERE, 'gate-b', { hub: hub.as('gate-b'), dataDir: b.dataDir });
  expect(await again.scan('BADGE-1')).toMatchObject({
    outcome: 'already-checked-in',
    reason: 'elsewhere',
    first: { location: 'gate-a' },
  });
});

test('different groups of entrances don’t know each other’s scans', async () => {
  const { a, b } = twoGates({ settings: { hubGroup: 'workshop' } });
  await a.scan('BADGE-1');
  expect(await b.scan('BADGE-1')).toMatchObject({ outcome: 'queued', reason: 'no-network' });
});

test('nobody waits for a hub that has failed three times, until it has answered again', async () => {
  const { hub, b } = twoGates();
  await b.scan('BADGE-0');
  hub.isFrozen = true;
  for (let n = 1; n <= 3; n += 1) {
    expect(await b.scan(`BADGE-${n}`)).toMatchObject({ outcome: 'queued', reason: 'no-network' });
  }
  expect(b.core.venue?.state.isAsked).toBe(false);
  hub.isFrozen = false;
  await vi.waitFor(() => expect(b.core.venue?.state.isAsked).toBe(true), SOON);
  await vi.waitFor(() => expect(hub.holders).toHaveLength(4), SOON);
});

test('claims that the hub could not take are offered once it can be reached, and a double is on staff’s list', async () => {
  const { hub, a, b } = twoGates();
  hub.state = 'connecting';
  expect(await a.scan('BADGE-1')).toMatchObject({ outcome: 'queued' });
  expect(await b.scan('BADGE-1')).toMatchObject({ outcome: 'queued' });
  expect(await b.scan('BADGE-2')).toMatchObject({ outcome: 'queued' });
  hub.state = 'connected';
  await vi.waitFor(() => expect(hub.holders).toHaveLength(2), SOON);
  const doubles = () => [...doublesOf(a), ...doublesOf(b)];
  await vi.waitFor(() => expect(doubles()).toHaveLength(1), SOON);
  const [double] = doubles();
  expect(double).toMatchObject({ codeTail: 'E-1' });
  expect([double?.location, double?.first.location].sort()).toEqual(['gate-a', 'gate-b']);
});

test('a hub that has forgotten everything is offered all again, and nobody is on staff’s list for it', async () => {
  const { hub, a, b } = twoGates();
  for (let n = 1; n <= 40; n += 1) await a.scan(`BADGE-${n}`);
  await b.scan('BADGE-1');
  hub.empty();
  await vi.waitFor(() => expect(hub.holders).toHaveLength(40), SOON);
  expect(await b.scan('BADGE-2')).toMatchObject({ reason: 'elsewhere-just-now' });
  expect([...doublesOf(a), ...doublesOf(b)]).toEqual([]);
});

test('old claims that an emptied hub tells anew are as old as they were', async () => {
  const { hub, a, b } = twoGates({ settings: { secondScan: 'staff' } });
  hub.agoMs = HOUR;
  const first = await a.scan('BADGE-1');
  expect(first.outcome).toBe('queued');
  hub.agoMs = 0;
  hub.empty();
  await vi.waitFor(() => expect(hub.holders).toEqual([first.scanId]), SOON);
  const told = await b.scan('BADGE-1');
  expect(told).toMatchObject({ outcome: 'attention', reason: 'elsewhere' });
  expect((told.first?.at ?? 0) < Date.now() - HOUR / 2).toBe(true);
});

test('what is heard while a person waits counts, though the hub doesn’t answer', async () => {
  const { hub, a, b } = twoGates({ settings: { hubWaitMs: 500 } });
  hub.isSilent = true;
  await a.scan('BADGE-1');
  hub.isFrozen = true;
  const asked = hub.asked;
  const told = b.scan('BADGE-1');
  await vi.waitFor(() => expect(hub.asked).toBe(asked + 1), SOON);
  hub.speak();
  expect(await told).toMatchObject({ reason: 'elsewhere-just-now', first: { location: 'gate-a' } });
});

test('a badge that was scanned twice here while Confera had trouble is claimed once, and taken back once', async () => {
  const sim = await simulator();
  sim.setFaults([{ fault: { kind: 'status', status: 503 } }]);
  const hub = new MemoryHub();
  const a = runGate(sim.url, 'gate-a', { hub: hub.as('gate-a'), settings: { timeoutMs: 1000 } });
  const first = await a.scan('BADGE-REVOKED');
  expect(first.outcome).toBe('queued');
  const second = await vi.waitFor(async () => {
    const told = await a.scan('BADGE-REVOKED');
    expect(told.outcome).toBe('queued');
    return told;
  }, SOON);
  expect(second.scanId).not.toBe(first.scanId);
  sim.clearFaults();
  expect(await a.settlementOf(first.scanId)).toBe('rejected');
  expect(await a.settlementOf(second.scanId)).toBe('rejected');
  await vi.waitFor(() => expect(hub.takenBack).toEqual([first.scanId]), SOON);
  await vi.waitFor(() => expect(a.core.outbox.claims.toTakeBack(9)).toEqual([]), SOON);
});

test('whoever is let in after a scan that Confera has refused is known at the next gate', async () => {
  const { a, hub, others, answer } = await refusableGates(['gate-b', 'gate-c']);
  const [b, c] = others;
  const { scanId } = await a.scan('BADGE-REVOKED');
  answer();
  expect(await a.settlementOf(scanId)).toBe('rejected');
  await vi.waitFor(() => expect(hub.takenBack).toEqual([scanId]), SOON);
  expect(await b?.scan('BADGE-REVOKED')).toMatchObject({ outcome: 'queued', first: null });
  expect(await c?.scan('BADGE-REVOKED')).toMatchObject({
    outcome: 'already-checked-in',
    reason: 'elsewhere-just-now',
    first: { location: 'gate-b' },
  });
  expect([a, ...others].flatMap(doublesOf)).toEqual([]);
});

test('whoever was let in twice is known by the second gate alone, once Confera has refused the first', async () => {
  const { a, hub, others, other, answer } = await refusableGates(['gate-b']);
  const first = await a.scan('BADGE-REVOKED');
  hub.state = 'connecting';
  const late = other('gate-c');
  const second = await late.scan('BADGE-REVOKED');
  expect(second.outcome).toBe('queued');
  hub.state = 'connected';
  await vi.waitFor(() => expect(doublesOf(late)).toHaveLength(1), SOON);
  answer();
  expect(await a.settlementOf(first.scanId)).toBe('rejected');
  await vi.waitFor(() => expect(hub.holders).toEqual([first.scanId, second.scanId]), SOON);
  expect(doublesOf(late)).toEqual([]);
  expect(await others[0]?.scan('BADGE-REVOKED')).toMatchObject({
    outcome: 'already-checked-in',
    first: { location: 'gate-c' },
  });
});

test('a scan that staff send again after it was refused counts for the other gates', async () => {
  const { a, hub, others, answer } = await refusableGates(['gate-b']);
  const { scanId } = await a.scan('BADGE-1');
  answer({ refuses: true });
  expect(await a.settlementOf(scanId)).toBe('rejected');
  await vi.waitFor(() => expect(hub.takenBack).toEqual([scanId]), SOON);
  answer();
  await a.core.sendAgain(scanId);
  await vi.waitFor(() => expect(hub.holders).toEqual([scanId, scanId]), SOON);
  expect(a.rows()).toMatchObject([{ state: 'done', outcome: 'checked-in' }]);
  expect(await others[0]?.scan('BADGE-1')).toMatchObject({
    outcome: 'already-checked-in',
    first: { location: 'gate-a' },
  });
});

test('while Confera answers, it decides alone, and the claim follows', async () => {
  const sim = await simulator();
  const hub = new MemoryHub();
  const a = runGate(sim.url, 'gate-a', { hub: hub.as('gate-a') });
  const b = runGate(sim.url, 'gate-b', { hub: hub.as('gate-b') });
  const first = await a.scan('BADGE-1');
  expect(first.outcome).toBe('checked-in');
  await vi.waitFor(() => expect(hub.holders).toEqual([first.scanId]), SOON);
  const second = await b.scan('BADGE-1');
  expect(second).toMatchObject({ outcome: 'already-checked-in', reason: null });
  expect(second.first?.location).toBe('gate-a');
  expect(hub.asked).toBe(1);
  withoutInternet(sim);
  expect(await b.scan('BADGE-2')).toMatchObject({ outcome: 'queued' });
});

test('a second scan that Confera tells of is sent to staff if they want that, but not within 15 seconds', async () => {
  const sim = await simulator();
  const settings = { secondScan: 'staff' as const };
  const gate = runGate(sim.url, 'gate-a', { hub: new MemoryHub().as('gate-a'), settings });
  const other = runGate(sim.url, 'gate-b', { hub: new MemoryHub().as('gate-b') });
  await other.scan('BADGE-1');
  const told = await gate.scan('BADGE-1');
  expect(told).toMatchObject({ outcome: 'attention', reason: null, first: null });
  expect(gate.rows()).toMatchObject([{ state: 'done', outcome: 'already-checked-in' }]);
  await gate.scan('BADGE-2');
  await vi.waitFor(async () => {
    expect((await gate.scan('BADGE-2')).outcome).toBe('already-checked-in');
  }, SOON);
});

test('a scan that Confera refused here before is not claimed', async () => {
  const sim = await simulator();
  const hub = new MemoryHub();
  const gate = runGate(sim.url, 'gate-a', { hub: hub.as('gate-a') });
  expect(await gate.scan('BADGE-REVOKED')).toMatchObject({ outcome: 'rejected' });
  withoutInternet(sim);
  await gate.scan('BADGE-1');
  await vi.waitFor(async () => {
    expect(await gate.scan('BADGE-REVOKED')).toMatchObject({ reason: 'refused-before' });
  }, SOON);
  expect(hub.asked).toBe(1);
});

test('two devices with one join line know each other’s scans', async () => {
  const hub = new MemoryHub();
  const a = runGate(NOWHERE, 'gate-a', { hub: hub.as('gate-a') });
  const twin = runGate(NOWHERE, 'gate-a', { hub: hub.as('gate-a') });
  await a.scan('BADGE-1');
  expect(await twin.scan('BADGE-1')).toMatchObject({ reason: 'elsewhere-just-now' });
});

test('a device that has joined no hub is as it was', () => {
  const gate = runGate(NOWHERE, 'gate-a', { settings: { hubJoin: null } });
  expect(gate.core.venue).toBeNull();
});
