import { rmSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { claimKey } from '../../../electron/core/hub/claim-key.ts';
import { venueDay } from '../../../electron/core/system/venue-day.ts';
import { claimSubject } from '../../../shared/hub/subjects.ts';
import { BareHub } from '../../fixtures/bare-hub.ts';
import { joinOf, startTestHub, type TestHub, whyNoHub } from '../../fixtures/running-hub.ts';
import { startSimulator } from '../../simulator/simulator.ts';
import { runGate } from './two-gates.ts';

/** Gates with a real nats-server between them, and without internet. */

/** Longer than anything takes here, for a machine that is busy. */
const SOON = { timeout: 20_000, interval: 10 };
/** Nobody listens there. */
const NOWHERE = 'http://127.0.0.1:1';

const whyNot = whyNoHub();
beforeEach(({ skip }) => skip(whyNot !== null, whyNot ?? ''));

type Gate = ReturnType<typeof runGate>;

async function gateOf(
  hub: TestHub,
  name: string,
  { baseUrl = NOWHERE, ...given }: { baseUrl?: string; apiKey?: string } = {},
): Promise<Gate> {
  const gate = runGate(baseUrl, name, {
    join: joinOf(await hub.join(name)),
    settings: { hubWaitMs: 500, ...given },
  });
  await reaches(gate);
  return gate;
}

const reaches = ({ core }: Gate) =>
  vi.waitFor(() => expect(core.venue?.state.hub).toBe('connected'), SOON);

const loses = ({ core }: Gate) =>
  vi.waitFor(() => expect(core.venue?.state.hub).not.toBe('connected'), SOON);

const doublesOf = (gates: readonly Gate[]) =>
  gates.flatMap(({ core }) => core.outbox.claims.letInTwice(100));

const nothingToOffer = (gates: readonly Gate[]) =>
  vi.waitFor(() => {
    for (const { core } of gates) expect(core.outbox.claims.toOffer(1)).toEqual([]);
  }, SOON);

/** Waits until a gate has heard how many people the others have let in, without those whom Confera has refused. */
const hearsOf = (people: number, { core }: Gate) =>
  vi.waitFor(async () => {
    const today = { venueDay: venueDay(Date.now(), 'Asia/Karachi'), since: 0 };
    const [gate] = await core.outbox.admitted.count(today, () => false);
    expect(gate?.count ?? 0).toBe(people);
  }, SOON);

test('one badge is let in once, over the loss of the hub and of all that it knew', async () => {
  const hub = await startTestHub();
  const gates = await Promise.all([
    gateOf(hub, 'gate-a'),
    gateOf(hub, 'gate-b'),
    gateOf(hub, 'gate-c'),
  ]);
  const [a, b, c] = gates;
  expect(await a.scan('BADGE-1')).toMatchObject({ outcome: 'queued', reason: 'no-network' });
  expect(await b.scan('BADGE-1')).toMatchObject({
    outcome: 'already-checked-in',
    reason: 'elsewhere-just-now',
    first: { location: 'gate-a' },
  });

  await hub.end();
  await Promise.all(gates.map(loses));
  // It was told of while the hub was there.
  expect(await c.scan('BADGE-1')).toMatchObject({ first: { location: 'gate-a' } });
  // Not known: both are let in.
  expect(await a.scan('BADGE-2')).toMatchObject({ outcome: 'queued' });
  expect(await b.scan('BADGE-2')).toMatchObject({ outcome: 'queued' });
  expect(await b.scan('BADGE-3')).toMatchObject({ outcome: 'queued' });
  rmSync(path.join(hub.dataDir, 'hub', 'streams'), { recursive: true });
  await hub.again();
  await Promise.all(gates.map(reaches));
  await nothingToOffer(gates);

  await vi.waitFor(() => expect(doublesOf(gates)).toMatchObject([{ codeTail: 'E-2' }]), SOON);
  expect(await a.scan('BADGE-3')).toMatchObject({
    outcome: 'already-checked-in',
    first: { location: 'gate-b' },
  });
  expect(doublesOf(gates)).toHaveLength(1);
});

test('of two gates that scan a badge in one moment after a refused scan, one alone has it', async () => {
  const sim = await startSimulator();
  onTestFinished(() => sim.close());
  const answersNobody = { fault: { kind: 'reset-before' }, on: 'all' } as const;
  sim.setFaults([answersNobody]);
  const hub = await startTestHub();
  // A key of its own, so that Confera can answer gate A alone.
  const keys = {
    'gate-a': 'cat_demo_all',
    'gate-b': 'cat_demo_badges',
    'gate-c': 'cat_demo_badges',
  };
  const [a, b, c] = await Promise.all(
    Object.entries(keys).map(([name, apiKey]) => gateOf(hub, name, { baseUrl: sim.url, apiKey })),
  );
  if (!a || !b || !c) throw new Error('a gate is missing');
  const badges = Array.from({ length: 9 }, (_, n) => `BADGE-${n}`);
  const refused = [];
  for (const badge of badges) refused.push(await a.scan(badge));
  expect(refused.map(({ outcome }) => outcome)).toEqual(badges.map(() => 'queued'));
  await Promise.all([hearsOf(9, b), hearsOf(9, c)]);
  sim.setFaults([
    { ...answersNobody, key: 'cat_demo_badges' },
    { fault: { kind: 'status', status: 404 }, key: 'cat_demo_all' },
  ]);
  for (const { scanId } of refused) expect(await a.settlementOf(scanId)).toBe('rejected');
  await Promise.all([hearsOf(0, b), hearsOf(0, c)]);
  for (const badge of badges) {
    const told = await Promise.all([b.scan(badge), c.scan(badge)]);
    expect(told.map(({ reason }) => reason).sort()).toEqual(['elsewhere-just-now', 'no-network']);
  }
  expect(doublesOf([a, b, c])).toEqual([]);
});

test('a hub whose claims this version can’t read is still asked, and once for each', async () => {
  const hub = await BareHub.start();
  onTestFinished(() => hub.end());
  const join = await hub.join();
  const settings = { hubWaitMs: 500 };
  const gate = runGate(NOWHERE, 'gate-a', { join, settings });
  await reaches(gate);
  const numbers = Array.from({ length: 24 }, (_, n) => n);
  for (const n of numbers) {
    const claimed = { baseUrl: NOWHERE, kind: 'badge' as const, group: 'entrance' };
    const today = venueDay(Date.now(), 'Asia/Karachi');
    const key = claimKey({ ...claimed, venueDay: today, code: `BADGE-${n}` }, join.secret);
    await hub.write(claimSubject(key), '{"by":"a version that is still to come"}');
  }
  const scanAll = async (some: readonly number[]) => {
    for (const n of some) {
      expect(await gate.scan(`BADGE-${n}`)).toMatchObject({ outcome: 'queued' });
    }
  };
  await scanAll(numbers.slice(0, 4));
  expect(gate.core.venue?.state.isAsked).toBe(true);

  await hub.kill();
  await loses(gate);
  await scanAll(numbers.slice(4));
  expect(gate.core.outbox.claims.toOffer(100)).toHaveLength(20);
  await hub.start();
  await nothingToOffer([gate]);
});
