import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { findTestServer } from '../../build/test-servers.ts';
import type { Beat, ClaimHub } from '../../electron/core/hub/claim-hub.ts';
import { openNatsHub } from '../../electron/core/hub/nats/nats-hub.ts';
import { systemClock } from '../../electron/core/system/clock.ts';
import { Presence } from '../../electron/core/venue/presence.ts';
import { joinDevice } from '../../electron/hub/devices.ts';
import { HubFolder } from '../../electron/hub/hub-folder.ts';
import { startHub } from '../../electron/hub/start-hub.ts';
import { type HubJoin, readJoinLine } from '../../shared/hub/join-line.ts';
import { DeviceProcess } from '../fixtures/device-process.ts';
import { inFolder, settingsFor } from './core-under-test.ts';
import { aimed, type Measurement, measurement } from './measurement.ts';
import { UsageWatch, type Used } from './process-usage.ts';

/** The devices of a venue, the measured one among them. */
const DEVICES = 60;
/** How often somebody comes to each of them, milliseconds. */
const SCAN_MS = 2000;
const HUB_WAIT_MS = 150;
const LOOK_MS = 5000;
/** How long everything runs before it is measured, milliseconds. */
const WARMING_MS = 10_000;
/** Nothing listens there. */
const NOWHERE = 'http://127.0.0.1:9';
const GIVEN = { port: null, listen: null };
/** What a hub may take of the machine that it shares with a kiosk: percent of one processor, and MiB. */
const HUB_CPU_GOAL = 25;
const HUB_MEMORY_GOAL = 150;

/**
 * Measures a venue of sixty devices without internet: what the hub takes of its machine, and what a device takes that has
 * joined it, beside one without a hub that takes the same scans in the same time. Fifty-nine of the devices are the adapter
 * and the presence of a real one, which beat, claim, and hear all that the hub tells.
 */
export async function venueBench(minutes = 1): Promise<Measurement[]> {
  const program = findTestServer('nats-server');
  if (!program) throw new Error('nats-server is missing: npm test unpacks it from Debian');
  return inFolder(async (folder) => {
    const hubFolder = new HubFolder(`${folder}/hub`);
    const joins: HubJoin[] = [];
    for (let n = 0; n < DEVICES; n += 1) joins.push(await joinOf(hubFolder, `gate-${n}`));
    const quiet = () => {};
    const log = { info: quiet, warn: quiet, error: quiet };
    const hub = await startHub({ folder: hubFolder, program, log, say: quiet, ...GIVEN });
    const [own, ...others] = joins;
    const device = (name: string, hubJoin: HubJoin | null) => {
      const dataDir = `${folder}/${name}`;
      const settings = { ...settingsFor(dataDir, NOWHERE), hubJoin };
      return new DeviceProcess({ settings, dataDir, watches: false });
    };
    const [joined, alone] = [device('joined', own ?? null), device('alone', null)];
    const end = new AbortController();
    const claims = { made: 0, taken: 0 };
    const light = others.map((join, n) => lightDevice(join, n, claims, end.signal));
    try {
      while ((await joined.hub()) !== 'connected') await wait(100);
      const scanning = scanBoth([joined, alone], end.signal);
      await wait(WARMING_MS);
      const pids = { hub: hub.serverPid() ?? 0, joined: joined.pid, alone: alone.pid };
      const used = await watch(pids, minutes * 60_000);
      end.abort();
      await scanning;
      process.stderr.write(
        `${tableOf(used)}${claims.taken} of ${claims.made} claims of the others were taken\n`,
      );
      return linesOf(used);
    } finally {
      end.abort();
      await Promise.all([...light, joined.close(), alone.close()]);
      await hub.end();
    }
  });
}

async function joinOf(folder: HubFolder, name: string): Promise<HubJoin> {
  const read = readJoinLine((await joinDevice(folder, { name, ...GIVEN })).line);
  if (!read.ok) throw new Error('the hub has made a join line that can’t be read');
  return read.join;
}

/** A device without a disk, until the signal. It resolves once it has let go of the hub. */
async function lightDevice(
  join: HubJoin,
  n: number,
  claims: Claims,
  signal: AbortSignal,
): Promise<void> {
  const quiet = () => {};
  const log = { info: quiet, warn: quiet, error: quiet };
  const hub = openNatsHub({ join, clock: systemClock, log });
  const deviceId = `light-${n}`;
  const presence = new Presence({
    ...{ hub, clock: systemClock, device: join.device, deviceId },
    ownBeat: () => beatOf(deviceId),
  });
  hub.follow(0, (news) => presence.hear(news));
  presence.start();
  // They don't claim all at once.
  await pause((n * SCAN_MS) / DEVICES, signal);
  while (!signal.aborted) {
    void claim(hub, deviceId, claims);
    await pause(SCAN_MS, signal);
  }
  presence.close();
  await hub.close();
}

/** How many claims the light devices have made, and how many the hub has taken in time. */
type Claims = { made: number; taken: number };

async function claim(hub: ClaimHub, location: string, claims: Claims): Promise<void> {
  const key = randomBytes(16).toString('hex');
  claims.made += 1;
  const { is } = await hub.claim({ key, scanId: randomUUID(), location }, HUB_WAIT_MS);
  if (is === 'won') claims.taken += 1;
}

function beatOf(deviceId: string): Beat {
  return {
    ...{ deviceId, location: deviceId, version: '1.0.0', connection: 'offline', storage: null },
    ...{ queued: 100, oldestMs: 60_000, lastScanMs: SCAN_MS, letInTwice: 0, clock: Date.now() },
  };
}

/** Both devices take the same scans at the same time. */
async function scanBoth(devices: readonly DeviceProcess[], signal: AbortSignal): Promise<void> {
  for (let n = 0; !signal.aborted; n += 1) {
    await Promise.all(devices.map((device) => device.scan(`LOAD-${n}`)));
    await pause(SCAN_MS, signal);
  }
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await wait(ms, null, { signal }).catch(() => {});
}

type UsedByAll = Record<'hub' | 'joined' | 'alone', Used>;

async function watch(pids: Record<keyof UsedByAll, number>, forMs: number): Promise<UsedByAll> {
  const watches = {
    hub: new UsageWatch(pids.hub),
    joined: new UsageWatch(pids.joined),
    alone: new UsageWatch(pids.alone),
  };
  const endsAt = performance.now() + forMs;
  while (performance.now() < endsAt) {
    await wait(Math.min(LOOK_MS, Math.max(0, endsAt - performance.now())));
    for (const each of Object.values(watches)) each.look();
  }
  return {
    hub: watches.hub.end(),
    joined: watches.joined.end(),
    alone: watches.alone.end(),
  };
}

function linesOf({ hub, joined, alone }: UsedByAll): Measurement[] {
  const n = hub.samples;
  const cpu = { unit: '% of one processor', n };
  const memory = { unit: 'MiB', n };
  return [
    aimed({ name: 'venue.hub.cpu', value: hub.cpu, goal: HUB_CPU_GOAL, ...cpu }),
    aimed({ name: 'venue.hub.rss', value: hub.rssMiB, goal: HUB_MEMORY_GOAL, ...memory }),
    measurement({ name: 'venue.device.cpu', value: joined.cpu, baseline: alone.cpu, ...cpu }),
    measurement({
      name: 'venue.device.rss',
      value: joined.rssMiB,
      baseline: alone.rssMiB,
      ...memory,
    }),
    measurement({
      name: 'venue.device.pss',
      value: joined.pssMiB,
      baseline: alone.pssMiB,
      ...memory,
    }),
  ];
}

function tableOf({ hub, joined, alone }: UsedByAll): string {
  const row = (name: string, { cpu, rssMiB, pssMiB }: Used) =>
    `${name.padEnd(24)}${cpu.toFixed(1).padStart(8)} %${rssMiB.toFixed(0).padStart(8)} MiB${pssMiB.toFixed(0).padStart(8)} MiB\n`;
  return [
    `${''.padEnd(24)}${'processor'.padStart(10)}${'RSS'.padStart(12)}${'PSS'.padStart(12)}\n`,
    row('hub (nats-server)', hub),
    row('device with a hub', joined),
    row('device without a hub', alone),
  ].join('');
}
