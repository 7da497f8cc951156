import { mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { isKeyProblem } from '../../shared/bridge/connection-problem.ts';
import { percentile } from '../bench/measurement.ts';
import { type Chance, seededChance } from '../fixtures/chance.ts';
import { MEMORY_FOLDER } from '../fixtures/memory-folder.ts';
import type { FaultRule, JournalEntry } from '../simulator/simulator.ts';
import { disagreements } from './agreement.ts';
import { KEYS, LongLivedKiosk } from './long-lived-kiosk.ts';
import type { Violation } from './promises.ts';
import { brokenRotationPromises, type TimedScan } from './rotation-promises.ts';
import { coreSettingsFor } from './settings.ts';
import { drawMildWeather } from './weather.ts';

export type RotationRun = {
  seed: number;
  scans: number;
  say?: (line: string) => void;
};

/** When the organiser revokes the old key: before staff give the new one, at the moment of the change, or later. */
const ORDERS = ['before', 'at', 'after'] as const;

export type RotationReport = {
  seed: number;
  scans: number;
  /** Whether Confera honoured `Idempotency-Key`. */
  replay: boolean;
  /** When the old key was revoked. */
  revoked: (typeof ORDERS)[number];
  told: Record<string, number>;
  /** How many scans had been made when the new key came into use. */
  changedAt: number;
  /** How many scans were made while the new key was being tested. */
  scansDuringTests: number;
  /** How often a key was refused because it was bad, and how often because it couldn't be tested just then. */
  trials: { bad: number; untestable: number };
  /** Requests under the old key that were answered after the change, and how many of them with a refusal of the key. */
  endedUnderOldKey: { requests: number; refused: number };
  /** How many scans went out under both keys, with one idempotency key. */
  sentUnderBothKeys: number;
  requests: number;
  recorded: number;
  /** Milliseconds from a scan to its answer; `allowed` is a person's longest wait and what this machine added to it. */
  waitedMs: { p50: number; p99: number; max: number; allowed: number };
  seconds: number;
  violations: Violation[];
};

const [OLD, NEW] = KEYS;
const OLD_TAIL = OLD.slice(-4);
const BAD = 'cat_bad_one';
const SCOPES = ['badges:write', 'attendance:write'] as const;
/** How many people scan at once, each as soon as the last one has been answered. */
const AT_ONCE = 8;
/** Nobody scans faster than this, milliseconds. Otherwise most scans would be those that need not wait for Confera. */
const QUICKEST_MS = 12;
/** After this many scans the faults change. */
const STRETCH = 100;
/** The backlog's limit, and a person's request each; a request that is tried again counts once more. */
const MOST_UNDER_WAY = 8 + AT_ONCE;
/** How long before the change the organiser revokes the old key, if at about the same time, milliseconds. */
const MOMENT_MS = 40;
/** How long staff take before they try a key again that couldn't be tested, milliseconds. */
const PATIENCE_MS = 20;

/** Makes scans at full speed while Confera fails in every way, and changes the key in the middle of them. */
export async function runRotation({ seed, scans, say }: RotationRun): Promise<RotationReport> {
  const folder = mkdtempSync(path.join(MEMORY_FOLDER, 'confera-kiosk-rotate-'));
  const chance = seededChance(seed);
  const replay = chance.happens(0.25);
  // Short pauses after failures, so that the kiosk is online for most of the run.
  const kiosk = await LongLivedKiosk.start({ folder, replay, random: () => 0.02, copies: true });
  try {
    return await new Rotation(kiosk, { seed, scans, chance, replay, say }).run();
  } finally {
    await kiosk.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** How things stood when the new key came into use. */
type Change = {
  made: number;
  /** The length of the simulator's journal. */
  journal: number;
  /** The requests under the old key that had no answer yet, by their numbers in the journal. */
  underWay: ReadonlySet<number>;
};

type Given = Omit<RotationRun, 'say'> & {
  chance: Chance;
  replay: boolean;
  say: RotationRun['say'];
};

class Rotation {
  readonly #kiosk: LongLivedKiosk;
  readonly #given: Given;
  readonly #order: (typeof ORDERS)[number];
  readonly #scans: TimedScan[] = [];
  readonly #trials = { bad: 0, untestable: 0 };
  readonly #violations: Violation[] = [];
  #made = 0;
  #madeDuringTests = 0;
  #change: Change | null = null;

  constructor(kiosk: LongLivedKiosk, given: Given) {
    this.#kiosk = kiosk;
    this.#given = given;
    this.#order = ORDERS[given.seed % ORDERS.length] ?? 'at';
  }

  async run(): Promise<RotationReport> {
    const { scans, say } = this.#given;
    // The first scan of a process also loads code, which no later person waits for.
    await this.#scan();
    const startedAt = performance.now();
    const lag = monitorEventLoopDelay({ resolution: 1 });
    lag.enable();
    const people = Array.from({ length: AT_ONCE }, async () => {
      while (this.#made < scans) await this.#scan();
    });
    await Promise.all([...people, this.#rotate()]);
    lag.disable();
    say?.(`${scans} scans made, ${this.#kiosk.status.queued} of them wait`);
    await this.#kiosk.calmDown();
    const wait = coreSettingsFor(this.#kiosk.simulator.url, NEW).timeoutMs;
    // A busy machine is late once with the timer that ends a wait, and once with whatever that wakes.
    const allowedMs = wait + (2 * lag.max) / 1e6;
    const seconds = (performance.now() - startedAt) / 1000;
    this.#violations.push(...disagreements(await this.#kiosk.places(isUnknown)));
    return this.#report(allowedMs, seconds);
  }

  async #scan(): Promise<void> {
    const { chance, seed } = this.#given;
    const n = this.#made;
    this.#made += 1;
    if (n % STRETCH === 0) this.#drawFaults(n);
    const code = codeOf(chance, seed, n);
    const afterChange = this.#change !== null;
    const { clock } = this.#kiosk;
    const at = { now: clock.now(), monotonic: clock.monotonic() };
    const from = performance.now();
    const { scanId, outcome, reason } = await this.#kiosk.scan(code, at);
    const waitedMs = performance.now() - from;
    if (waitedMs < QUICKEST_MS) await pause(QUICKEST_MS - waitedMs);
    this.#scans.push({ code, scanId, outcome, reason, waitedMs, afterChange });
    if (afterChange && this.#kiosk.status.connection === 'blocked') {
      const promise = 'after the change the device is not blocked';
      this.#violations.push({ promise, scanId, codeTail: code.slice(-4) });
    }
  }

  #drawFaults(from: number) {
    const { chance, seed } = this.#given;
    const codes = Array.from({ length: STRETCH }, (_, n) => `TEST-${seed}-${from + n}`);
    this.#kiosk.simulator.setFaults([
      ...drawMildWeather(chance, codes),
      { ...SLOW_UNDER_OLD_KEY, chance: 0.1 },
    ]);
  }

  /** What the organiser and the staff do in the middle of the scans. */
  async #rotate(): Promise<void> {
    const { chance, scans, say } = this.#given;
    const { simulator } = this.#kiosk;
    const revoke = (key: string) => simulator.setKey(key, { state: 'revoked', scopes: [] });
    await this.#untilMade(Math.floor(scans * (0.4 + 0.2 * chance.next())));
    if (this.#order === 'before') {
      revoke(OLD);
      await this.#untilMade(this.#made + Math.floor(scans / 50));
    }
    const begun = this.#made;
    for (const scopes of [[], SCOPES] as const) {
      simulator.setKey(BAD, { state: scopes.length > 0 ? 'revoked' : 'live', scopes });
      await this.#tryBad();
    }
    for (;;) {
      const problem = await this.#kiosk.changeKey(NEW, async () => {
        if (this.#order === 'at') {
          // Whoever scans in this moment is refused, but hears of it only after the change.
          simulator.setFaults([SLOW_UNDER_OLD_KEY, ...simulator.faults()]);
          revoke(OLD);
          await pause(MOMENT_MS);
        }
        this.#noteChange();
      });
      if (problem === null) break;
      this.#trials.untestable += 1;
      await pause(PATIENCE_MS);
    }
    this.#madeDuringTests = this.#made - begun;
    say?.(`the key was changed after ${this.#made} scans`);
    if (this.#order !== 'after') return;
    await this.#untilMade(this.#made + Math.floor(scans / 50));
    revoke(OLD);
  }

  #noteChange() {
    const journal = this.#kiosk.simulator.journal();
    const underWay = journal.filter((each) => isUnderOldKey(each) && each.status === null);
    const numbers = underWay.map(({ n }) => n);
    this.#change = { made: this.#made, journal: journal.length, underWay: new Set(numbers) };
  }

  /** Tries a bad key until Confera has refused it, and whatever is wrong on the way has passed. */
  async #tryBad(): Promise<void> {
    for (;;) {
      const problem = await this.#kiosk.changeKey(BAD);
      if (problem === null) throw new Error('a bad key was taken');
      if (isKeyProblem(problem)) {
        this.#trials.bad += 1;
        return;
      }
      this.#trials.untestable += 1;
      await pause(PATIENCE_MS);
    }
  }

  async #untilMade(count: number): Promise<void> {
    while (this.#made < Math.min(count, this.#given.scans - 1)) await pause(1);
  }

  #report(longestWaitMs: number, seconds: number): RotationReport {
    const { seed, scans, replay } = this.#given;
    const { simulator, kept } = this.#kiosk;
    const journal = simulator.journal();
    if (!this.#change) throw new Error('the key was never changed');
    const { made, journal: journalAtChange, underWay } = this.#change;
    const late = journal.filter(
      (each) =>
        each.status !== null &&
        (underWay.has(each.n) || (each.n > journalAtChange && isUnderOldKey(each))),
    );
    const tails = Map.groupBy(journal, ({ idempotencyKey }) => idempotencyKey);
    const waits = this.#scans.map(({ waitedMs }) => waitedMs);
    return {
      seed,
      scans,
      replay,
      revoked: this.#order,
      told: countBy(this.#scans, ({ outcome }) => outcome),
      changedAt: made,
      scansDuringTests: this.#madeDuringTests,
      trials: this.#trials,
      endedUnderOldKey: {
        requests: late.length,
        refused: late.filter(({ status }) => status === 401).length,
      },
      sentUnderBothKeys: [...tails.values()].filter(
        (sent) => new Set(sent.map(({ apiKeyTail }) => apiKeyTail)).size > 1,
      ).length,
      requests: journal.length,
      recorded: simulator.checkins().length,
      waitedMs: {
        p50: rounded(percentile(waits, 0.5)),
        p99: rounded(percentile(waits, 0.99)),
        max: rounded(percentile(waits, 1)),
        allowed: rounded(longestWaitMs),
      },
      seconds: rounded(seconds),
      violations: [
        ...this.#violations,
        ...this.#kiosk.brokenPromises(isUnknown),
        ...brokenRotationPromises({
          ...{ scans: this.#scans, kept, journal, journalAtChange, longestWaitMs },
          oldTail: OLD_TAIL,
          mostUnderWay: MOST_UNDER_WAY,
        }),
      ],
    };
  }
}

/** Answers under the old key are slow now and then, so that some come only after the change. */
const SLOW_UNDER_OLD_KEY: FaultRule = { fault: { kind: 'latency', ms: 300 }, key: OLD };

/** Mostly a new badge; sometimes attendance, somebody of another event, or somebody who comes again. */
function codeOf(chance: Chance, seed: number, n: number): string {
  const again = n > 0 && chance.happens(0.03);
  const name = `${seed}-${again ? chance.whole(0, n - 1) : n}`;
  if (chance.happens(0.002)) return `STRANGER-${name}`;
  return chance.happens(0.2) ? `confera-attendance:TEST-${name}` : `TEST-${name}`;
}

const isUnknown = (code: string) => code.includes('STRANGER');

const isUnderOldKey = ({ apiKeyTail, code }: JournalEntry) =>
  apiKeyTail === OLD_TAIL && code !== null;

function countBy<T>(all: readonly T[], nameOf: (each: T) => string): Record<string, number> {
  const groups = [...Map.groupBy(all, nameOf)];
  return Object.fromEntries(groups.map(([name, each]) => [name, each.length]));
}

/** Waits in real time, as the people do whose scans go on meanwhile. */
const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

const rounded = (value: number) => Math.round(value * 10) / 10;
