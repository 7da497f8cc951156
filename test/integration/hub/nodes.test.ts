import { randomUUID } from 'node:crypto';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { Claim } from '../../../electron/core/hub/claim-hub.ts';
import { writeJoinLine } from '../../../shared/hub/join-line.ts';
import { until } from '../../e2e/fixtures/until.ts';
import { copyToOthers, HubNode, leaderOf, NODES } from '../../fixtures/hub-nodes.ts';
import { makeMachines, whyNoNamespaces } from '../../fixtures/namespaces.ts';
import { joinOf, whyNoHub } from '../../fixtures/running-hub.ts';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';
import { type FarDevice, farDevice } from './fixtures/far-device.ts';
import { newClaim } from './fixtures/said.ts';

/** The machine of a device that is no node. */
const GATE = 4;
/** How long a node, or a venue without one of them, may take to be ready, on a machine that is busy. */
const READY_MS = 60_000;

vi.setConfig({ testTimeout: 180_000 });

/** Both devices claim the same scans at once, each as its own. */
async function contest(devices: readonly [FarDevice, FarDevice], count: number) {
  const scans = Array.from({ length: count }, () => newClaim());
  const of = (claim: Claim) => ({ ...claim, scanId: randomUUID() });
  return Promise.all(
    scans.map(async (claim) => {
      const [one, other] = [of(claim), of(claim)];
      const answers = await Promise.all([devices[0].settle(one), devices[1].settle(other)]);
      return { claims: [one, other] as const, answers };
    }),
  );
}

/** Each scan has one winner, and the other device knows which scan that was. */
function expectOneWinnerEach(contested: Awaited<ReturnType<typeof contest>>) {
  for (const { claims, answers } of contested) {
    expect(answers.map(({ is }) => is).toSorted()).toEqual(['lost', 'won']);
    const [lost] = answers.filter((answer) => answer.is === 'lost');
    const won = claims[answers.findIndex(({ is }) => is === 'won')];
    expect(lost?.holder.scanId).toBe(won?.scanId);
  }
}

test('of three nodes one may die and one may be cut off: claims go on, with one winner each', async ({
  skip,
}) => {
  const whyNot = whyNoHub() ?? whyNoNamespaces();
  skip(whyNot !== null, whyNot ?? '');
  const machines = await makeMachines(4);
  onTestFinished(machines.remove);
  const nodes = NODES.map((node) => new HubNode(machines, node, temporaryFolder()));
  const [first] = nodes;
  first?.command('nodes', ...NODES.map(machines.addressOf));
  const lines = ['North', 'South', 'East'].map((name) => first?.command('join', name));
  copyToOthers(nodes);
  onTestFinished(async () => {
    await Promise.all(nodes.map((node) => node.end()));
  });
  for (const node of nodes) node.start();
  await until(
    () => expect(nodes.map(({ isReady }) => isReady)).toEqual([true, true, true]),
    READY_MS,
  );
  // One stands at the gate, the other one beside the first node.
  const [gate, beside] = [
    farDevice(machines.on(GATE), lines[0] ?? ''),
    farDevice(machines.on(1), lines[1] ?? ''),
  ];
  expectOneWinnerEach(await contest([gate, beside], 50));

  const leader = leaderOf(nodes);
  await leader.die();
  expectOneWinnerEach(await contest([gate, beside], 10));
  leader.start();
  await until(() => expect(leader.isReady).toBe(true), READY_MS);

  const { address } = leaderOf(nodes);
  const lost = NODES.find((node) => machines.addressOf(node) === address) ?? 0;
  const alone = farDevice(machines.on(lost), withOnly(address, lines[2] ?? ''));
  const [before] = await contest([alone, gate], 1);
  expectOneWinnerEach([before].flatMap((each) => each ?? []));
  await machines.cut(lost);
  const scans = Array.from({ length: 20 }, () => newClaim());
  const asked = await Promise.all(scans.map((claim) => alone.ask(claim, 500)));
  expect(asked.filter(({ is }) => is !== 'late' && is !== 'unreachable')).toEqual([]);
  const others = scans.map((claim) => ({ ...claim, scanId: randomUUID() }));
  const won = await Promise.all(others.map((claim) => gate.settle(claim)));
  expect(won.map(({ is }) => is)).toEqual(others.map(() => 'won'));
  await machines.join(lost);
  const after = await Promise.all(scans.map((claim) => alone.settle(claim)));
  expect(after.map((answer) => answer.is === 'lost' && answer.holder.scanId)).toEqual(
    others.map(({ scanId }) => scanId),
  );
});

/** A join line for a device that reaches one node alone. */
function withOnly(address: string, line: string): string {
  const join = joinOf(line);
  const addresses = join.addresses.filter((each) => each.startsWith(`${address}:`));
  return writeJoinLine({ ...join, addresses });
}
