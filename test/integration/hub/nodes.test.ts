import { spawn, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { copyFileSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { findTestServer } from '../../../build/test-servers.ts';
import type { Claim } from '../../../electron/core/hub/claim-hub.ts';
import { writeJoinLine } from '../../../shared/hub/join-line.ts';
import { until } from '../../e2e/fixtures/until.ts';
import { type Machines, makeMachines, whyNoNamespaces } from '../../fixtures/namespaces.ts';
import { joinOf, whyNoHub } from '../../fixtures/running-hub.ts';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';
import { type FarDevice, farDevice } from './fixtures/far-device.ts';
import { newClaim } from './fixtures/said.ts';

const MAIN = path.resolve(import.meta.dirname, '../../../build/hub.ts');
const NODES = [1, 2, 3];
/** The machine of a device that is no node. */
const GATE = 4;
/** How long a node, or a venue without one of them, may take to be ready, on a machine that is busy. */
const READY_MS = 60_000;

vi.setConfig({ testTimeout: 180_000 });

function environment(): NodeJS.ProcessEnv {
  const server = findTestServer('nats-server') ?? '';
  return { PATH: process.env.PATH, HOME: process.env.HOME, KIOSK_HUB_SERVER: server };
}

/** Runs the hub's command on a machine, and gives what it prints on stdout. */
function command(machines: Machines, machine: number, folder: string, ...args: string[]): string {
  const [program = '', ...rest] = onMachine(machines, machine, folder, args);
  const { status, stdout, stderr } = spawnSync(program, rest, {
    env: environment(),
    encoding: 'utf8',
  });
  expect(status, stderr).toBe(0);
  return stdout;
}

function onMachine(machines: Machines, machine: number, folder: string, args: string[]): string[] {
  const node = [process.execPath, '--disable-warning=ExperimentalWarning', MAIN];
  return [...machines.on(machine), ...node, ...args, '--data-dir', folder];
}

/** A node that was started. */
type Node = { isReady: () => boolean; pid: () => number; die: () => Promise<void> };

function startNode(machines: Machines, machine: number, folder: string): Node {
  const listen = ['--listen', machines.addressOf(machine)];
  const [program = '', ...rest] = onMachine(machines, machine, folder, listen);
  const child = spawn(program, rest, { env: environment(), stdio: ['ignore', 'pipe', 'ignore'] });
  let said = '';
  child.stdout.on('data', (text) => {
    said += text;
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const pid = () => Number(readFileSync(path.join(folder, 'hub/nats-server.pid'), 'utf8'));
  onTestFinished(async () => {
    child.kill('SIGTERM');
    await ended;
  });
  return {
    isReady: () => said === `hub tls://${machines.addressOf(machine)}:${said.split(':').at(-1)}`,
    pid,
    die: async () => {
      child.kill('SIGKILL');
      process.kill(pid(), 'SIGKILL');
      await ended;
    },
  };
}

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
  const machines = makeMachines(4);
  const folders = NODES.map(() => temporaryFolder());
  const [first = ''] = folders;
  command(machines, 1, first, 'nodes', ...NODES.map(machines.addressOf));
  const lines = ['North', 'South', 'East'].map((name) => command(machines, 1, first, 'join', name));
  for (const folder of folders.slice(1)) {
    mkdirSync(path.join(folder, 'hub'), { mode: 0o700 });
    for (const file of ['hub.json', 'devices.json']) {
      copyFileSync(path.join(first, 'hub', file), path.join(folder, 'hub', file));
    }
  }
  const start = (node: number) => startNode(machines, node, folders[node - 1] ?? '');
  const [one, two, three] = [start(1), start(2), start(3)];
  await until(
    () => expect([one, two, three].map(({ isReady }) => isReady())).toEqual([true, true, true]),
    READY_MS,
  );
  // One stands at the gate, the other one beside the first node.
  const [gate, beside] = [
    farDevice(machines.on(GATE), lines[0] ?? ''),
    farDevice(machines.on(1), lines[1] ?? ''),
  ];
  expectOneWinnerEach(await contest([gate, beside], 50));

  const nodes = [one, two, three];
  const leader = leaderIn(folders);
  await nodes[leader - 1]?.die();
  expectOneWinnerEach(await contest([gate, beside], 10));
  const again = start(leader);
  await until(() => expect(again.isReady()).toBe(true), READY_MS);

  const lost = leaderIn(folders);
  const alone = farDevice(machines.on(lost), withOnly(machines.addressOf(lost), lines[2] ?? ''));
  const [before] = await contest([alone, gate], 1);
  expectOneWinnerEach([before].flatMap((each) => each ?? []));
  machines.cut(lost);
  const scans = Array.from({ length: 20 }, () => newClaim());
  const asked = await Promise.all(scans.map((claim) => alone.ask(claim, 500)));
  expect(asked.filter(({ is }) => is !== 'late' && is !== 'unreachable')).toEqual([]);
  const others = scans.map((claim) => ({ ...claim, scanId: randomUUID() }));
  const won = await Promise.all(others.map((claim) => gate.settle(claim)));
  expect(won.map(({ is }) => is)).toEqual(others.map(() => 'won'));
  machines.join(lost);
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

/** Which node has said last in its log that it leads the claims. */
function leaderIn(folders: readonly string[]): number {
  const became = folders.map((folder) => {
    const log = readFileSync(path.join(folder, 'logs/hub.log'), 'utf8');
    const line = log.split('\n').findLast((each) => /new stream leader for .*CLAIMS/.test(each));
    return line === undefined ? 0 : Number(new Date(JSON.parse(line).time));
  });
  return became.indexOf(Math.max(...became)) + 1;
}
