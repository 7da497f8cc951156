import { findTestServer } from '../../build/test-servers.ts';
import type { Core } from '../../electron/core/core.ts';
import { joinDevice } from '../../electron/hub/devices.ts';
import { HubFolder } from '../../electron/hub/hub-folder.ts';
import { type RunningHub, startHub } from '../../electron/hub/start-hub.ts';
import { type HubJoin, readJoinLine } from '../../shared/hub/join-line.ts';
import { inFolder, openCore } from './core-under-test.ts';
import { aimed, type Measurement, percentile } from './measurement.ts';

const SCANS = 500;
const WARMING = 50;
/** Nobody waits for a hub that has failed as often. */
const FAILURES = 3;
/** Nothing listens there, so the device is offline after its first scan. */
const NOWHERE = 'http://127.0.0.1:9';
const GIVEN = { port: null, listen: null };

/** How long the next gate may take to know a badge that the first one has just taken, milliseconds. */
const KNOWN_GOAL_MS = 300;

/**
 * Measures without internet what a hub adds to a scan: a healthy one, one that can't be reached, and one that is frozen;
 * and how soon a badge is known at the next gate. The scans of a device without a hub are taken in between.
 */
export async function hubBench(): Promise<Measurement[]> {
  const program = findTestServer('nats-server');
  if (!program) throw new Error('nats-server is missing: npm test unpacks it from Debian');
  return inFolder(async (folder) => {
    const hubFolder = new HubFolder(`${folder}/hub`);
    const quiet = () => {};
    const log = { info: quiet, warn: quiet, error: quiet };
    const hub = await startHub({ folder: hubFolder, program, log, say: quiet, ...GIVEN });
    const join = async (name: string) => {
      const { line } = await joinDevice(hubFolder, { name, ...GIVEN });
      const read = readJoinLine(line);
      if (!read.ok) throw new Error('the hub has made a join line that can’t be read');
      return read.join;
    };
    const [joinA, joinB] = [await join('gate-a'), await join('gate-b')];
    await hubFolder.untilInForce();
    const cores = {
      alone: await openGate(`${folder}/alone`, null),
      unreached: await openGate(`${folder}/unreached`, { ...joinA, addresses: ['127.0.0.1:1'] }),
      a: await openGate(`${folder}/a`, joinA),
      b: await openGate(`${folder}/b`, joinB),
    };
    await Promise.all([connected(cores.a), connected(cores.b)]);
    const measured = [...(await healthy(cores)), ...(await frozen(cores, hub))];
    await Promise.all(Object.values(cores).map((core) => core.close()));
    await hub.end();
    return measured;
  });
}

type Cores = Record<'alone' | 'unreached' | 'a' | 'b', Core>;

async function openGate(dataDir: string, join: HubJoin | null): Promise<Core> {
  const core = openCore(dataDir, NOWHERE, { hubJoin: join });
  core.start();
  await core.scan({ raw: 'LOAD-first', source: 'stdin' });
  return core;
}

async function connected(core: Core): Promise<void> {
  while (core.venue?.state.hub !== 'connected') {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

async function healthy({ alone, unreached, a, b }: Cores): Promise<Measurement[]> {
  const ms: Record<'alone' | 'unreached' | 'first' | 'second', number[]> = {
    alone: [],
    unreached: [],
    first: [],
    second: [],
  };
  for (let n = 0; n < SCANS + WARMING; n += 1) {
    const took = {
      alone: await waited(alone, n),
      unreached: await waited(unreached, n),
      first: await waited(a, n),
      second: await waited(b, n),
    };
    if (n < WARMING) continue;
    for (const [name, value] of Object.entries(took)) ms[name as keyof typeof ms].push(value);
  }
  const without = percentile(ms.alone, 0.5);
  const added = (samples: number[], share: number) => percentile(samples, share) - without;
  const line = { unit: 'ms', n: SCANS };
  return [
    aimed({ name: 'hub.unreached.added.p50', value: added(ms.unreached, 0.5), goal: 1, ...line }),
    aimed({ name: 'hub.healthy.added.p50', value: added(ms.first, 0.5), goal: 5, ...line }),
    aimed({ name: 'hub.healthy.added.p99', value: added(ms.first, 0.99), goal: 60, ...line }),
    aimed({
      name: 'hub.known.p95',
      value: percentile(ms.second, 0.95),
      goal: KNOWN_GOAL_MS,
      ...line,
    }),
  ];
}

async function frozen({ alone, a }: Cores, hub: RunningHub): Promise<Measurement[]> {
  const pid = hub.serverPid();
  if (pid === null) throw new Error('the hub has no server');
  process.kill(pid, 'SIGSTOP');
  const without: number[] = [];
  const asked: number[] = [];
  const after: number[] = [];
  try {
    for (let n = 0; n < 2 * FAILURES; n += 1) {
      without.push(await waited(alone, `frozen-${n}`));
      (n < FAILURES ? asked : after).push(await waited(a, `frozen-${n}`));
    }
  } finally {
    process.kill(pid, 'SIGCONT');
  }
  const own = percentile(without, 0.5);
  return [
    // The whole wait is within `KIOSK_HUB_WAIT_MS`.
    aimed({
      name: 'hub.frozen.added.max',
      value: Math.max(...asked) - own,
      goal: 150,
      unit: 'ms',
      n: FAILURES,
    }),
    aimed({
      name: 'hub.frozen.then.max',
      value: Math.max(...after) - own,
      goal: 10,
      unit: 'ms',
      n: FAILURES,
    }),
  ];
}

/** How long the person waits for the answer, milliseconds. */
async function waited(core: Core, n: number | string): Promise<number> {
  const from = performance.now();
  await core.scan({ raw: `LOAD-${n}`, source: 'stdin' });
  return performance.now() - from;
}
