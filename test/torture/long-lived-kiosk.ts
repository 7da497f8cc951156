import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Core } from '../../electron/core/core.ts';
import { createCore } from '../../electron/core/core.ts';
import type { ConnectionProblem } from '../../shared/bridge/connection-problem.ts';
import { LeapingClock } from '../fixtures/leaping-clock.ts';
import { imageOf } from '../fixtures/power-cut.ts';
import { type Simulator, startSimulator } from '../simulator/simulator.ts';
import { type Places, placesOf, tortureCopy } from './places.ts';
import { brokenPromises, keptScans, type Told, type Violation } from './promises.ts';
import { coreSettingsFor } from './settings.ts';

/** How long the kiosk gets to react to a leap in time before the next one, real milliseconds. */
const BREATH_MS = 2;
/** The longest time until everything is sent once all trouble has ended, real milliseconds. */
const PATIENCE_MS = 60_000;

export const KEYS = ['cat_demo_all', 'cat_second'] as const;

export type LongLivedKioskOptions = {
  /** A folder for this kiosk alone. Each life after a power cut has a folder in it. */
  folder: string;
  /** Whether Confera honours `Idempotency-Key`. */
  replay: boolean;
  /** The source of randomness for the jitter. */
  random: () => number;
  /** Unix milliseconds at the start. */
  wall?: number;
  /** Whether it keeps a rolling copy, beside its data folders. It must not have a power cut then. */
  copies?: boolean;
};

/** One kiosk through restarts, power cuts and changes of its key: a real core on real files, against the simulator. */
export class LongLivedKiosk {
  readonly simulator: Simulator;
  /** What Confera's clock shows. */
  readonly trueNow: () => number;
  readonly clock: LeapingClock;
  readonly told: Told[] = [];
  readonly settled: { scanId: string; outcome: string }[] = [];
  readonly shown = new Map<string, number>();
  readonly #folder: string;
  readonly #random: () => number;
  #core: Core;
  #dataDir: string;
  #lives = 1;
  #stick: string | null = null;
  #key: string = KEYS[0];

  private constructor(
    simulator: Simulator,
    trueNow: () => number,
    clock: LeapingClock,
    { folder, random }: LongLivedKioskOptions,
  ) {
    this.simulator = simulator;
    this.trueNow = trueNow;
    this.clock = clock;
    this.#folder = folder;
    this.#random = random;
    this.#dataDir = path.join(folder, '1');
    this.#core = this.#open();
  }

  static async start(options: LongLivedKioskOptions): Promise<LongLivedKiosk> {
    const scopes = ['badges:write', 'attendance:write'] as const;
    const keys = Object.fromEntries(KEYS.map((key) => [key, { state: 'live', scopes }] as const));
    const clock = new LeapingClock(options.wall);
    const { replay } = options;
    // Confera's own clock is always right, and the device's is changed.
    const elapsed = clock.monotonic();
    const from = clock.now();
    const now = () => from + clock.monotonic() - elapsed;
    const simulator = await startSimulator({ replay, keys, now });
    const kiosk = new LongLivedKiosk(simulator, now, clock, options);
    if (options.copies) await kiosk.#beginCopy();
    return kiosk;
  }

  get status() {
    return this.#core.status();
  }

  get kept() {
    return keptScans(this.#dataDir);
  }

  /** The data folder of this life. */
  get dataDir(): string {
    return this.#dataDir;
  }

  get key(): string {
    return this.#key;
  }

  /** Makes a scan, and records its answer. */
  async scan(code: string, at: { now: number; monotonic: number }) {
    const answer = await this.scanUnheard(code, at);
    this.told.push({ code, scanId: answer.scanId, outcome: answer.outcome });
    return answer;
  }

  /** Makes a scan whose answer may reach nobody. */
  scanUnheard(code: string, at: { now: number; monotonic: number }) {
    this.shown.set(code, (this.shown.get(code) ?? 0) + 1);
    return this.#core.scan({ raw: code, source: 'typed', at });
  }

  /**
   * Gives the kiosk another key while it runs.
   *
   * @param beforeUse called when the key has passed its test, just before it is used
   * @returns what is wrong with it, or null once it is in use
   */
  async changeKey(
    key: string,
    beforeUse: () => Promise<void> | void = () => {},
  ): Promise<ConnectionProblem | null> {
    const trial = await this.#core.tryKey(key);
    if (!trial.ok) return trial.problem;
    await beforeUse();
    trial.use();
    this.#key = key;
    return null;
  }

  async restart(key = this.#key): Promise<void> {
    await this.#core.close();
    this.#key = key;
    this.#core = this.#open();
  }

  /** Cuts the power: the next life begins with what was on the disk at this moment. */
  async crash(): Promise<void> {
    this.#lives += 1;
    const next = path.join(this.#folder, String(this.#lives));
    imageOf(this.#dataDir, next);
    // From here on nobody hears what it says.
    this.#core.events.removeAllListeners('settled');
    const closed = this.#core.close();
    this.#dataDir = next;
    await closed;
    this.#core = this.#open();
  }

  async leap(ms: number): Promise<void> {
    this.clock.leap(ms);
    await breathe();
  }

  /** Ends all trouble and lets the kiosk send what it has. Staff attend to whatever they are asked to. */
  async calmDown(): Promise<void> {
    this.simulator.clearFaults();
    const scopes = ['badges:write', 'attendance:write'] as const;
    for (const key of KEYS) this.simulator.setKey(key, { state: 'live', scopes });
    const until = performance.now() + PATIENCE_MS;
    while (this.status.queued > 0 || this.status.connection !== 'online' || this.#isSending()) {
      if (this.status.backlogStopped) await this.#core.resumeBacklog();
      if (performance.now() > until) {
        throw new Error(`not everything is sent: ${JSON.stringify(this.status)}`);
      }
      await this.leap(2000);
    }
  }

  /** @param isUnknown whether Confera doesn't know a code */
  brokenPromises(isUnknown: (code: string) => boolean): Violation[] {
    const { told, settled, shown, kept } = this;
    const journal = this.simulator.journal();
    return brokenPromises({ told, settled, kept, journal, shown, isUnknown });
  }

  /**
   * What each place tells of the scans, such as the staff's pages and the rolling copy.
   *
   * @param isUnknown whether Confera doesn't know a code
   */
  places(isUnknown: (code: string) => boolean): Promise<Places> {
    const journal = this.simulator.journal();
    const evidence = { dataDir: this.#dataDir, stick: this.#stick, journal, isUnknown };
    return placesOf(this.#core, evidence);
  }

  async close(): Promise<void> {
    await this.#core.close();
    await this.simulator.close();
  }

  async #beginCopy(): Promise<void> {
    this.#stick = path.join(this.#folder, 'stick');
    mkdirSync(this.#stick);
    await this.#core.copy.begin(await tortureCopy(this.#stick));
  }

  #isSending(): boolean {
    return this.kept.some(({ state }) => state === 'sending');
  }

  #open(): Core {
    const core = createCore({
      settings: coreSettingsFor(this.simulator.url, this.#key),
      dataDir: this.#dataDir,
      clock: this.clock,
      random: this.#random,
    });
    core.events.on('settled', (event) => this.settled.push(event));
    core.start();
    return core;
  }
}

const breathe = () => new Promise<void>((resolve) => setTimeout(resolve, BREATH_MS));
