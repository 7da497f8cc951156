import { rmSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, expect, test, vi } from 'vitest';
import { joinOf, startTestHub, type TestHub, whyNoHub } from '../../fixtures/running-hub.ts';
import { runGate } from './two-gates.ts';

/** Gates with a real nats-server between them, and without internet. */

/** Longer than anything takes here, for a machine that is busy. */
const SOON = { timeout: 20_000, interval: 10 };
/** Nobody listens there. */
const NOWHERE = 'http://127.0.0.1:1';

const whyNot = whyNoHub();
beforeEach(({ skip }) => skip(whyNot !== null, whyNot ?? ''));

type Gate = ReturnType<typeof runGate>;

async function gateOf(hub: TestHub, name: string): Promise<Gate> {
  const gate = runGate(NOWHERE, name, {
    join: joinOf(await hub.join(name)),
    settings: { hubWaitMs: 500 },
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
