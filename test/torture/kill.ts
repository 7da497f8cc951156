import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Core, createCore } from '../../electron/core/core.ts';
import { type Chance, seededChance } from '../fixtures/chance.ts';
import { type GateProcess, type GateStart, startGateProcess } from '../fixtures/gate-process.ts';
import { startSimulator } from '../simulator/simulator.ts';
import { disagreements } from './agreement.ts';
import { placesOf, tortureCopy } from './places.ts';
import { brokenPromises, keptScans, type Told, type Violation } from './promises.ts';
import { coreSettingsFor, zoneWhereItIsNoon } from './settings.ts';
import { drawWeather } from './weather.ts';

export type KillRun = {
  seed: number;
  kills: number;
  dataDir: string;
  /** Called with a line about each life of the gate. */
  say?: (line: string) => void;
};

export type KillReport = {
  seed: number;
  /** Whether Confera honoured `Idempotency-Key`. */
  replay: boolean;
  kills: number;
  /** The number of scans shown to the gate, including repeats. */
  shown: number;
  /** The number of people who were told each outcome. */
  told: Record<string, number>;
  /** The number of rows in `scan_log`. */
  kept: number;
  requests: number;
  recorded: number;
  /** How many parts of the rolling copy end with a write that a kill cut short. */
  tornCopies: number;
  seconds: number;
  violations: Violation[];
};

/** The most scans that one life of the gate is given. */
const BATCH = 60;
/** The most scans that a gate has under way at once. It doesn't read further lines before one of them is answered. */
const UNDER_WAY = 4;
const DRAIN_MS = 120_000;
const KEY = 'cat_demo_all';

/**
 * Gives scans to a gate, kills it at random moments and starts it again, while Confera fails in every way. Then lets it
 * finish, and checks what it promised, and whether all places tell the same of the scans. The seed decides all choices; the operating system decides how they interleave.
 */
export async function runKills({ seed, kills, dataDir, say }: KillRun) {
  const chance = seededChance(seed);
  const startedAt = performance.now();
  // Mostly off, because a repeated request is then a duplicate, which is the harder case.
  const replay = chance.happens(0.25);
  const simulator = await startSimulator({ replay });
  const stick = mkdtempSync(path.join(tmpdir(), 'confera-kiosk-stick-'));
  const openCore = () => createCore({ settings: coreSettingsFor(simulator.url, KEY), dataDir });
  const start: GateStart = {
    env: {
      CONFERA_BASE_URL: simulator.url,
      CONFERA_API_KEY: KEY,
      KIOSK_DATA_DIR: dataDir,
      KIOSK_LOCATION: 'gate-a',
      KIOSK_TIMEOUT_MS: '1000',
      // If a day ended while the test runs, a badge's attendance could rightly count twice.
      KIOSK_TIME_ZONE: zoneWhereItIsNoon(new Date()),
    },
  };
  const crowd = new Crowd(chance, seed);
  const settled: { scanId: string; outcome: string }[] = [];
  const refusals: Violation[] = [];
  try {
    await beginCopy(openCore(), stick);
    for (let life = 1; life <= kills; life += 1) {
      const codes = crowd.next();
      simulator.setFaults(drawWeather(chance, codes));
      const gate = startGateProcess(start);
      gate.child.stdin.write(codes.map((code) => `${code}\n`).join(''));
      await untilItsTime(gate, chance, codes.length);
      gate.child.kill('SIGKILL');
      const ended = await gate.exited;
      if (ended !== null) {
        const promise = `a gate starts after a kill, and ends not with ${ended}: ${gate.stderr().trim()}`;
        refusals.push({ promise, scanId: null, codeTail: null });
      }
      crowd.hear(codes, gate);
      settled.push(...settlementsOf(gate));
      say?.(`life ${life} of ${kills}: ${crowd.told.length} answers so far`);
    }
    simulator.clearFaults();
    const last = startGateProcess({
      ...start,
      args: ['--resume', '--drain-ms', String(DRAIN_MS)],
    });
    const rest = crowd.unheard();
    last.child.stdin.end(rest.map((code) => `${code}\n`).join(''));
    const code = await last.exited;
    crowd.hear(rest, last);
    settled.push(...settlementsOf(last));

    const kept = keptScans(dataDir);
    const { told, shown } = crowd;
    const isUnknown = (code: string) => code.includes('STRANGER');
    const journal = simulator.journal();
    const violations = [
      ...refusals,
      ...brokenPromises({ told, settled, kept, journal, shown, isUnknown }),
    ];
    const core = openCore();
    const evidence = { dataDir, stick, journal, isUnknown, wasKilled: true };
    const places = await placesOf(core, evidence).finally(() => core.close());
    violations.push(...disagreements(places));
    if (code !== 0) {
      const promise = `the last gate ends with 0, not ${code}: ${last.stderr().trim()}`;
      violations.push({ promise, scanId: null, codeTail: null });
    }
    const report: KillReport = {
      seed,
      replay,
      kills,
      shown: [...shown.values()].reduce((sum, times) => sum + times, 0),
      told: Object.fromEntries(
        [...Map.groupBy(told, ({ outcome }) => outcome)].map(([name, all]) => [name, all.length]),
      ),
      kept: kept.length,
      requests: journal.length,
      recorded: simulator.checkins().length,
      tornCopies: places.copy?.ok ? places.copy.troubles.length : 0,
      seconds: Math.round((performance.now() - startedAt) / 100) / 10,
      violations,
    };
    return report;
  } finally {
    await simulator.close();
    rmSync(stick, { recursive: true, force: true });
  }
}

/** Begins a rolling copy, which each gate on the data folder goes on with. So the kills may hit its writes as well. */
async function beginCopy(core: Core, stick: string): Promise<void> {
  await core.copy.begin(await tortureCopy(stick));
  await core.close();
}

/** People with badges. Whoever gets no answer shows the badge again. */
class Crowd {
  readonly told: Told[] = [];
  readonly shown = new Map<string, number>();
  readonly #chance: Chance;
  readonly #seed: number;
  readonly #codes: string[] = [];
  #unheard: string[] = [];

  constructor(chance: Chance, seed: number) {
    this.#chance = chance;
    this.#seed = seed;
  }

  /** The next people at the gate: first those who got no answer, then new ones, and now and then somebody twice. */
  next(): string[] {
    const chance = this.#chance;
    const count = chance.whole(BATCH / 3, BATCH);
    const fresh = Array.from({ length: Math.max(0, count - this.#unheard.length) }, () =>
      this.#codes.length > 0 && chance.happens(0.05) ? chance.pick(this.#codes) : this.#newCode(),
    );
    return [...this.unheard(), ...fresh];
  }

  unheard(): string[] {
    return this.#unheard;
  }

  /** Records the answers to these codes, and who got none. */
  hear(codes: readonly string[], gate: GateProcess): void {
    const answered = new Set<number>();
    for (const event of gate.events) {
      if (event.event !== 'scan') continue;
      const code = codes[event.n - 1] as string;
      answered.add(event.n);
      this.told.push({ code, scanId: event.scanId, outcome: event.outcome });
    }
    this.#unheard = codes.filter((_code, index) => !answered.has(index + 1));
    for (const code of codes.slice(0, answered.size + UNDER_WAY)) {
      this.shown.set(code, (this.shown.get(code) ?? 0) + 1);
    }
  }

  #newCode(): string {
    const chance = this.#chance;
    const name = `${this.#seed}-${this.#codes.length}`;
    const stranger = chance.happens(0.02);
    const code = stranger ? `STRANGER-${name}` : `TEST-${name}`;
    const full = chance.happens(0.25) ? `confera-attendance:${code}` : code;
    this.#codes.push(full);
    return full;
  }
}

/** Waits for the moment of the kill: while the gate starts, in the middle of its scans, or while it sends the rest. */
async function untilItsTime(gate: GateProcess, chance: Chance, scans: number): Promise<void> {
  const answers = () => gate.events.filter(({ event }) => event === 'scan').length;
  if (chance.happens(0.1)) return pause(chance.whole(0, 400));
  const wanted = chance.whole(1, scans);
  const extra = chance.happens(0.3) ? chance.whole(0, 300) : chance.whole(0, 5);
  // If Confera hangs, every scan takes a second.
  const patience = chance.whole(1000, 3000);
  await gate.eventOrEnd(() => answers() > 0);
  await Promise.race([gate.eventOrEnd(() => answers() >= wanted), pause(patience)]);
  await pause(extra);
}

/** Waits in real time. The kill comes at a random moment, so there is no condition to wait for. */
const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

function settlementsOf(gate: GateProcess) {
  return gate.events.flatMap((event) => (event.event === 'settled' ? [event] : []));
}
