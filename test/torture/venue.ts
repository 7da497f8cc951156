import { mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { findTestServer } from '../../build/test-servers.ts';
import { type Core, createCore } from '../../electron/core/core.ts';
import { joinDevice } from '../../electron/hub/devices.ts';
import { HubFolder } from '../../electron/hub/hub-folder.ts';
import { type RunningHub, startHub } from '../../electron/hub/start-hub.ts';
import type { LetInTwice } from '../../shared/bridge/let-in-twice.ts';
import { type HubJoin, readJoinLine } from '../../shared/hub/join-line.ts';
import { percentile } from '../bench/measurement.ts';
import { type Chance, seededChance } from '../fixtures/chance.ts';
import { MEMORY_FOLDER } from '../fixtures/memory-folder.ts';
import { type Simulator, startSimulator } from '../simulator/simulator.ts';
import { keptScans, type Violation } from './promises.ts';
import { coreSettingsFor } from './settings.ts';

const GATES = 20;
/** At how many gates each badge is shown. */
const SHOWN_AT = [2, 5] as const;
const KEY = 'cat_demo_all';
/** The badge that every gate is shown before all others. */
const FIRST_CODE = 'LOAD-first';
const QUIET = () => {};
const LOG = { info: QUIET, warn: QUIET, error: QUIET };
/** How long everything may take to come to rest at the end, milliseconds. */
const REST_MS = 300_000;
const LOOK_MS = 50;
/** How often something happens to the hub or to a gate in one run. */
const MISHAPS = 12;

export type VenueRun = { seed: number; codes: number; say: (line: string) => void };

export type VenueReport = {
  seed: number;
  codes: number;
  scans: number;
  told: Record<string, number>;
  mishaps: Record<string, number>;
  /** How many people were let in at a second gate, and are on staff's list. */
  letInTwice: number;
  /** How long people waited while Confera could not be asked, milliseconds. */
  waitedMs: { p50: number; p99: number; max: number };
  seconds: number;
  violations: Violation[];
};

type Told = { gate: number; code: string; scanId: string | null; outcome: string; ms: number };

/** Shows badges at several gates at once without internet, while the hub and the gates come to harm. */
export async function runVenue({ seed, codes, say }: VenueRun): Promise<VenueReport> {
  const folder = mkdtempSync(path.join(MEMORY_FOLDER, 'confera-kiosk-venue-'));
  const simulator = await startSimulator({ journalLimit: 1 });
  simulator.setFaults([{ fault: { kind: 'reset-before' }, on: 'all' }]);
  const venue = new TorturedVenue(folder, simulator, seededChance(seed));
  try {
    return { seed, codes, ...(await venue.run(codes, say)) };
  } finally {
    await venue.close();
    await simulator.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

class TorturedVenue {
  readonly #folder: string;
  readonly #simulator: Simulator;
  readonly #chance: Chance;
  readonly #hubFolder: HubFolder;
  #hub: RunningHub | null = null;
  #joins: HubJoin[] = [];
  #gates: Promise<Core>[] = [];
  readonly #told: Told[] = [];
  readonly #mishaps: Record<string, number> = {};

  constructor(folder: string, simulator: Simulator, chance: Chance) {
    this.#folder = folder;
    this.#simulator = simulator;
    this.#chance = chance;
    this.#hubFolder = new HubFolder(path.join(folder, 'hub'));
  }

  async run(codes: number, say: VenueRun['say']): Promise<Omit<VenueReport, 'seed' | 'codes'>> {
    const startedAt = performance.now();
    await this.#open();
    const shown = this.#drawScans(codes);
    say(`${shown.length} scans of ${codes} badges at ${GATES} gates`);
    await Promise.all([this.#scanAll(shown), this.#harm(shown.length, say)]);
    say('everything comes to rest');
    this.#simulator.clearFaults();
    await this.#rest();
    const doubles = await this.#doubles();
    const violations = [...this.#brokenAtTheDoor(doubles), ...(await this.#brokenInTheEnd(codes))];
    const waits = this.#told.map(({ ms }) => ms);
    return {
      scans: this.#told.length,
      told: counted(this.#told.map(({ outcome }) => outcome)),
      mishaps: this.#mishaps,
      letInTwice: doubles.length,
      waitedMs: {
        p50: Math.round(percentile(waits, 0.5)),
        p99: Math.round(percentile(waits, 0.99)),
        max: Math.round(Math.max(...waits)),
      },
      seconds: Math.round((performance.now() - startedAt) / 1000),
      violations,
    };
  }

  async close(): Promise<void> {
    for (const gate of this.#gates) await (await gate).close();
    await this.#hub?.end();
  }

  async #open() {
    await this.#startHub();
    for (let gate = 0; gate < GATES; gate += 1) {
      const given = { name: `gate-${gate}`, port: null, listen: null };
      const read = readJoinLine((await joinDevice(this.#hubFolder, given)).line);
      if (!read.ok) throw new Error('the hub has made a join line that can’t be read');
      this.#joins.push(read.join);
    }
    await this.#hubFolder.untilInForce();
    this.#gates = this.#joins.map((_, gate) => Promise.resolve(this.#openGate(gate)));
    for (const [gate, opening] of this.#gates.entries()) {
      const core = await opening;
      await until(() => core.venue?.state.hub === 'connected');
      // From here on the gate knows that Confera can't be asked.
      await this.#show(gate, FIRST_CODE);
    }
  }

  async #startHub() {
    const program = findTestServer('nats-server');
    if (!program) throw new Error('nats-server is missing: npm test unpacks it from Debian');
    const given = { folder: this.#hubFolder, program, log: LOG, say: QUIET };
    this.#hub = await startHub({ ...given, port: null, listen: null });
  }

  #openGate(gate: number): Core {
    const settings = coreSettingsFor(this.#simulator.url, KEY);
    const core = createCore({
      settings: { ...settings, location: `gate-${gate}`, hubJoin: this.#joins[gate] ?? null },
      dataDir: path.join(this.#folder, `gate-${gate}`),
    });
    core.start();
    return core;
  }

  /** Each badge at some gates, in an order in which they meet. */
  #drawScans(codes: number): { gate: number; code: string }[] {
    const scans: { gate: number; code: string; at: number }[] = [];
    for (let n = 0; n < codes; n += 1) {
      const gates = new Set<number>();
      const many = this.#chance.whole(...SHOWN_AT);
      while (gates.size < many) gates.add(this.#chance.whole(0, GATES - 1));
      // Half of the badges are shown at the same moment, the others within a second or two of each other.
      const spread = this.#chance.happens(0.5) ? 0 : 100;
      for (const gate of gates) {
        scans.push({ gate, code: `LOAD-${n}`, at: n + spread * this.#chance.next() });
      }
    }
    return scans.sort((a, b) => a.at - b.at);
  }

  /** One person after the other at each gate. */
  async #scanAll(scans: readonly { gate: number; code: string }[]) {
    const perGate = Map.groupBy(scans, ({ gate }) => gate);
    await Promise.all(
      [...perGate].map(async ([gate, queue]) => {
        for (const { code } of queue) await this.#show(gate, code);
      }),
    );
  }

  async #show(gate: number, code: string) {
    const core = await this.#gates[gate];
    if (!core) return;
    const from = performance.now();
    const { scanId, outcome } = await core.scan({ raw: code, source: 'typed' });
    this.#told.push({ gate, code, scanId, outcome, ms: performance.now() - from });
  }

  async #harm(scans: number, say: VenueRun['say']) {
    for (let n = 1; n <= MISHAPS; n += 1) {
      await until(() => this.#told.length >= (n * scans) / (MISHAPS + 1));
      const mishap = this.#chance.pick(['kill', 'freeze', 'empty', 'gate', 'gate'] as const);
      this.#mishaps[mishap] = (this.#mishaps[mishap] ?? 0) + 1;
      say(`after ${this.#told.length} scans: ${mishap}`);
      await this.#suffer(mishap);
    }
  }

  async #suffer(mishap: 'kill' | 'freeze' | 'empty' | 'gate') {
    const pid = this.#hub?.serverPid();
    if (mishap === 'gate') {
      const gate = this.#chance.whole(0, GATES - 1);
      const before = await this.#gates[gate];
      this.#gates[gate] = (async () => {
        await before?.close();
        return this.#openGate(gate);
      })();
      await this.#gates[gate];
    } else if (mishap === 'empty') {
      await this.#hub?.end();
      rmSync(this.#hubFolder.streams, { recursive: true, force: true });
      await this.#startHub();
    } else if (pid) {
      process.kill(pid, mishap === 'kill' ? 'SIGKILL' : 'SIGSTOP');
      if (mishap === 'freeze') {
        await wait(1500);
        process.kill(pid, 'SIGCONT');
      }
    }
  }

  /** Waits until everything is sent and the hub has heard everything. */
  async #rest() {
    const cores = await Promise.all(this.#gates);
    const isAtRest = ({ outbox, status }: Core) =>
      status().queued === 0 &&
      outbox.claims.toOffer(1).length === 0 &&
      outbox.claims.toTakeBack(1).length === 0;
    await until(() => cores.every(isAtRest));
  }

  async #doubles(): Promise<(LetInTwice & { gate: number })[]> {
    const cores = await Promise.all(this.#gates);
    return cores.flatMap(({ outbox }, gate) =>
      outbox.claims.letInTwice(1_000_000).map((double) => ({ ...double, gate })),
    );
  }

  /** For each badge one gate lets it in. If more have, all of them but one are on staff's list, and nobody else. */
  #brokenAtTheDoor(doubles: readonly (LetInTwice & { gate: number })[]): Violation[] {
    const listed = new Set(doubles.map(({ scanId }) => scanId));
    const violations: Violation[] = [];
    const byCode = Map.groupBy(this.#told, ({ code }) => code);
    for (const [code, told] of byCode) {
      const blame = (promise: string) =>
        violations.push({ promise, scanId: null, codeTail: code.slice(-4) });
      const letIn = told.filter(({ outcome }) => outcome === 'queued');
      const onList = told.filter(({ scanId }) => scanId !== null && listed.has(scanId));
      if (letIn.length === 0) blame('somebody with a good badge is let in');
      if (onList.length > letIn.length - 1) blame('nobody else is on staff’s list');
      if (onList.length < letIn.length - 1) blame('who was let in twice is on staff’s list');
    }
    return violations;
  }

  /** Every scan is sent, and every badge is checked in once. */
  async #brokenInTheEnd(codes: number): Promise<Violation[]> {
    const checkins = this.#simulator.checkins().map(({ code }) => code);
    const violations: Violation[] = [];
    const blame = (promise: string, scanId: string | null) =>
      violations.push({ promise, scanId, codeTail: null });
    if (new Set(checkins).size !== checkins.length) blame('nothing counts twice', null);
    const expected = codes + 1;
    if (checkins.length !== expected) blame(`${expected} badges are checked in`, null);
    for (const [gate] of this.#gates.entries()) {
      const kept = new Map(
        keptScans(path.join(this.#folder, `gate-${gate}`)).map((scan) => [scan.scan_id, scan]),
      );
      for (const { scanId } of this.#told.filter((told) => told.gate === gate)) {
        if (scanId !== null && kept.get(scanId)?.state !== 'done') {
          blame('every scan is sent in the end', scanId);
        }
      }
    }
    return violations;
  }
}

async function until(isSo: () => boolean): Promise<void> {
  const end = performance.now() + REST_MS;
  while (!isSo()) {
    if (performance.now() > end) throw new Error('the venue did not come to rest');
    await wait(LOOK_MS);
  }
}

function counted(words: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}
