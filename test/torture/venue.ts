import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type Core, createCore } from '../../electron/core/core.ts';
import type { HubJoin } from '../../shared/hub/join-line.ts';
import { percentile } from '../bench/measurement.ts';
import { type Chance, seededChance } from '../fixtures/chance.ts';
import { MEMORY_FOLDER } from '../fixtures/memory-folder.ts';
import { type Simulator, startSimulator } from '../simulator/simulator.ts';
import { disagreements } from './agreement.ts';
import { type Places, placesOf, tortureCopy } from './places.ts';
import { keptScans, type Violation } from './promises.ts';
import { coreSettingsFor, zoneWhereItIsNoon } from './settings.ts';
import { OneTorturedHub, type TorturedHub } from './tortured-hub.ts';
import { TorturedNodes } from './tortured-nodes.ts';
import { brokenVenuePromises, type GateEvidence, keptClaims } from './venue-promises.ts';

const GATES = 20;
/** At how many gates each badge is shown. */
const SHOWN_AT = [2, 5] as const;
const KEY = 'cat_demo_all';
/** The badge that every gate is shown before all others. */
const FIRST_CODE = 'LOAD-first';
/** How long everything may take to come to rest at the end, milliseconds. */
const REST_MS = 300_000;
const LOOK_MS = 50;
/** How often something happens to the hub or to a gate in one run, at least. */
const MISHAPS = 12;

export type VenueRun = {
  seed: number;
  codes: number;
  /** The number of nodes that the hub has. */
  nodes: 1 | 3;
  say: (line: string) => void;
};

export type VenueReport = {
  seed: number;
  codes: number;
  nodes: 1 | 3;
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

type Shown = { gate: number; code: string; at: number };
type Told = { gate: number; code: string; scanId: string | null; outcome: string; ms: number };

/** Shows badges at several gates at once without internet, while the hub and the gates come to harm. */
export async function runVenue({ seed, codes, nodes, say }: VenueRun): Promise<VenueReport> {
  const folder = mkdtempSync(path.join(MEMORY_FOLDER, 'confera-kiosk-venue-'));
  const simulator = await startSimulator({ journalLimit: Number.POSITIVE_INFINITY });
  const chance = seededChance(seed);
  let venue: TorturedVenue | null = null;
  try {
    const hub =
      nodes === 1
        ? new OneTorturedHub(path.join(folder, 'hub'))
        : await TorturedNodes.make(folder, chance);
    venue = new TorturedVenue({ folder, simulator, chance, hub });
    return { seed, codes, nodes, ...(await venue.run(codes, say)) };
  } finally {
    await venue?.close();
    await simulator.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

type Parts = {
  folder: string;
  simulator: Simulator;
  chance: Chance;
  hub: TorturedHub;
};

class TorturedVenue {
  readonly #parts: Parts;
  readonly #timeZone = zoneWhereItIsNoon(new Date());
  #joins: HubJoin[] = [];
  #gates: Promise<Core>[] = [];
  readonly #told: Told[] = [];
  readonly #mishaps: Record<string, number> = {};

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async run(
    codes: number,
    say: VenueRun['say'],
  ): Promise<Omit<VenueReport, 'seed' | 'codes' | 'nodes'>> {
    const startedAt = performance.now();
    await this.#open();
    const shown = this.#drawScans(codes);
    const mishaps = this.#drawMishaps();
    say(`${shown.length} scans of ${codes} badges at ${GATES} gates, ${mishaps.length} mishaps`);
    await Promise.all([
      this.#scanAll(shown, mishaps.length * this.#parts.hub.mishapMs),
      this.#harm(mishaps, shown.length, say),
    ]);
    say('everything comes to rest');
    this.#parts.simulator.clearFaults();
    await this.#rest();
    const gates = await this.#gatesEvidence();
    say('the hub is read');
    const keys = new Set(gates.flatMap(({ claims }) => claims.map(({ key }) => key)));
    const waits = this.#told.map(({ ms }) => ms);
    return {
      scans: this.#told.length,
      told: counted(this.#told.map(({ outcome }) => outcome)),
      mishaps: this.#mishaps,
      letInTwice: gates.flatMap(({ listed }) => listed).length,
      waitedMs: {
        p50: Math.round(percentile(waits, 0.5)),
        p99: Math.round(percentile(waits, 0.99)),
        max: Math.round(Math.max(...waits)),
      },
      seconds: Math.round((performance.now() - startedAt) / 1000),
      violations: [
        ...brokenVenuePromises({
          gates,
          hub: await this.#parts.hub.claims([...keys]),
          checkins: this.#parts.simulator.checkins().map(({ code }) => code),
          journal: this.#parts.simulator.journal(),
        }),
        ...disagreements(...(await this.#places())),
      ],
    };
  }

  async close(): Promise<void> {
    for (const gate of this.#gates) await (await gate).close();
    await this.#parts.hub.close();
  }

  async #open() {
    const names = Array.from({ length: GATES }, (_, gate) => nameOf(gate));
    this.#joins = await this.#parts.hub.open(names);
    this.#parts.simulator.setFaults([{ fault: { kind: 'reset-before' }, on: 'all' }]);
    this.#gates = names.map((_, gate) => Promise.resolve(this.#openGate(gate)));
    for (const [gate, opening] of this.#gates.entries()) {
      const core = await opening;
      await core.copy.begin(await tortureCopy(this.#stickOf(gate)));
      await until(() => core.venue?.state.hub === 'connected');
      // From here on the gate knows that Confera can't be asked.
      await this.#show(gate, FIRST_CODE);
    }
  }

  #openGate(gate: number): Core {
    const settings = coreSettingsFor(this.#parts.simulator.url, KEY);
    const core = createCore({
      settings: {
        ...settings,
        location: nameOf(gate),
        // A badge of yesterday would be another one for the hub.
        timeZone: this.#timeZone,
        hubJoin: this.#joins[gate] ?? null,
      },
      dataDir: this.#folderOf(gate),
    });
    core.start();
    return core;
  }

  #folderOf(gate: number): string {
    return path.join(this.#parts.folder, nameOf(gate));
  }

  /** Where the gate keeps its rolling copy. */
  #stickOf(gate: number): string {
    const stick = path.join(this.#parts.folder, 'sticks', nameOf(gate));
    mkdirSync(stick, { recursive: true });
    return stick;
  }

  /** Each badge at some gates, in an order in which they meet. */
  #drawScans(codes: number): Shown[] {
    const { chance } = this.#parts;
    const scans: Shown[] = [];
    for (let n = 0; n < codes; n += 1) {
      const gates = new Set<number>();
      const many = chance.whole(...SHOWN_AT);
      while (gates.size < many) gates.add(chance.whole(0, GATES - 1));
      // Half of the badges are shown at the same moment, the others within a second or two of each other.
      const spread = chance.happens(0.5) ? 0 : 100;
      for (const gate of gates) {
        scans.push({ gate, code: `LOAD-${n}`, at: n + spread * chance.next() });
      }
    }
    return scans.sort((a, b) => a.at - b.at);
  }

  /** Each of them at least once, in an order that chance decides. */
  #drawMishaps(): string[] {
    const { chance, hub } = this.#parts;
    const all = [...hub.mishaps, 'gate'];
    const more = Array.from({ length: MISHAPS - all.length }, () => chance.pick(all));
    return [...all, ...more]
      .map((mishap) => ({ mishap, at: chance.next() }))
      .sort((a, b) => a.at - b.at)
      .map(({ mishap }) => mishap);
  }

  /** One person after the other at each gate. They come evenly over a time, or as fast as the gates can if that is longer. */
  async #scanAll(scans: readonly Shown[], forMs: number) {
    const beganAt = performance.now();
    const lastAt = scans.at(-1)?.at ?? 0;
    const perGate = Map.groupBy(scans, ({ gate }) => gate);
    await Promise.all(
      [...perGate].map(async ([gate, queue]) => {
        for (const { code, at } of queue) {
          const early = beganAt + (at / lastAt) * forMs - performance.now();
          if (early > 0) await wait(early);
          await this.#show(gate, code);
        }
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

  async #harm(mishaps: readonly string[], scans: number, say: VenueRun['say']) {
    for (const [n, mishap] of mishaps.entries()) {
      const due = ((n + 1) * scans) / (mishaps.length + 1);
      await until(() => this.#told.length >= due);
      this.#mishaps[mishap] = (this.#mishaps[mishap] ?? 0) + 1;
      say(`after ${this.#told.length} scans: ${mishap}`);
      if (mishap === 'gate') await this.#restartGate();
      else await this.#parts.hub.suffer(mishap);
    }
  }

  async #restartGate() {
    const gate = this.#parts.chance.whole(0, GATES - 1);
    const before = await this.#gates[gate];
    this.#gates[gate] = (async () => {
      await before?.close();
      return this.#openGate(gate);
    })();
    await this.#gates[gate];
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

  async #gatesEvidence(): Promise<GateEvidence[]> {
    const cores = await Promise.all(this.#gates);
    return cores.map(({ outbox }, gate) => ({
      told: this.#told.filter((told) => told.gate === gate),
      kept: keptScans(this.#folderOf(gate)),
      claims: keptClaims(this.#folderOf(gate)),
      listed: outbox.claims.letInTwice(1_000_000).map(({ scanId }) => scanId),
    }));
  }

  /** What each place tells of the scans of each gate. */
  async #places(): Promise<Places[]> {
    const journal = this.#parts.simulator.journal();
    const all: Places[] = [];
    for (const [gate, opening] of this.#gates.entries()) {
      const evidence = { dataDir: this.#folderOf(gate), stick: this.#stickOf(gate), journal };
      all.push(await placesOf(await opening, { ...evidence, isUnknown: () => false }));
    }
    return all;
  }
}

const nameOf = (gate: number) => `gate-${gate}`;

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
