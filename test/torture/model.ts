import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { MEMORY_FOLDER } from '../fixtures/memory-folder.ts';
import type { Fault, FaultRule } from '../simulator/simulator.ts';
import { disagreements } from './agreement.ts';
import { KEYS, LongLivedKiosk } from './long-lived-kiosk.ts';
import type { Violation } from './promises.ts';

export type ModelRun = {
  runs: number;
  seed: number;
  /** After this many milliseconds no further evening begins. */
  limitMs?: number;
  say?: (line: string) => void;
};

export type ModelReport = {
  seed: number;
  /** The number of evenings, including those that were played to shorten a failing one. */
  runs: number;
  commands: number;
  seconds: number;
  /** The promises that were broken, each with the shortest sequence of steps that breaks it. */
  violations: (Violation & { steps: string })[];
};

const DEBOUNCE_MS = 500;
const HOUR_MS = 3_600_000;

/** What has to be known to say how a scan may be answered. It includes nothing about queues, retries or rows. */
type Model = {
  /** What may have gone wrong since everything was sent last. */
  trouble: 'none' | 'network' | 'key';
  /** When this life of the kiosk last took each code, in monotonic milliseconds. */
  takenAt: Map<string, number>;
  /** The codes that were shown, with their days. Confera or the device may know them. */
  shown: Set<string>;
  /** Those of them that Confera has refused, which the device remembers for the day. */
  refused: Set<string>;
  /** The number of the evening. Evenings share a kiosk, because starting one is slow, so each has badges of its own. */
  evening: number;
};

type Step = fc.AsyncCommand<Model, LongLivedKiosk>;

const GOOD = [
  ...Array.from({ length: 9 }, (_, n) => `TEST-${n + 1}`),
  ...Array.from({ length: 3 }, (_, n) => `confera-attendance:TEST-A${n + 1}`),
];
const STRANGER = 'STRANGER-1';
const codes = fc.constantFrom(...GOOD, STRANGER);

/** The badge that stands for this code on an evening. */
const badgeOf = (code: string, { evening }: Model) =>
  code.replace(/(TEST|STRANGER)-/, `$1-${evening}-`);

/** What a badge is shown for, by the true time and by the device's clock, which may be all that the device knows. */
const purposesOf = (badge: string, kiosk: LongLivedKiosk): readonly [string, string] => {
  const day = (now: number) =>
    badge.includes(':') ? new Date(now).toISOString().slice(0, 10) : '';
  return [`${badge} ${day(kiosk.trueNow())}`, `${badge} ${day(kiosk.clock.now())}`];
};

/** The faults to draw from. A lost answer is in the list more than once, because it is the hardest to get right. */
const FAULTS: readonly Fault[] = [
  { kind: 'reset-after' },
  { kind: 'reset-after' },
  { kind: 'reset-after' },
  { kind: 'act-then-status', status: 500 },
  { kind: 'act-then-status', status: 503 },
  { kind: 'latency', ms: 20 },
  { kind: 'reset-before' },
  { kind: 'status', status: 503 },
  { kind: 'status', status: 408 },
  { kind: 'html-page' },
  { kind: 'redirect' },
  { kind: 'broken-json', acts: true },
  { kind: 'not-an-object', acts: true },
  { kind: 'ok-false', acts: true },
  { kind: 'cut-body' },
  { kind: 'empty-body', acts: true },
  { kind: 'rate-limited', retryAfter: 7 },
  { kind: 'rate-limited' },
  { kind: 'unauthorized' },
  { kind: 'forbidden' },
];

class Scan implements Step {
  readonly codes: readonly string[];

  constructor(codes: readonly string[]) {
    this.codes = codes;
  }

  check = () => true;

  async run(model: Model, kiosk: LongLivedKiosk): Promise<void> {
    await Promise.all(this.codes.map((code) => this.#one(code, model, kiosk)));
  }

  toString = () => `scan ${this.codes.join(' ')}`;

  async #one(code: string, model: Model, kiosk: LongLivedKiosk): Promise<void> {
    const at = { now: kiosk.clock.now(), monotonic: kiosk.clock.monotonic() };
    const badge = badgeOf(code, model);
    const purposes = purposesOf(badge, kiosk);
    const repeat = at.monotonic - (model.takenAt.get(badge) ?? -Infinity) < DEBOUNCE_MS;
    if (!repeat) model.takenAt.set(badge, at.monotonic);
    const [inTruth, byTheClock] = purposes.map((purpose) => model.shown.has(purpose));
    const before = inTruth || (model.trouble !== 'none' && byTheClock) || false;
    if (!repeat) remember(purposes, model);
    const refused = purposes.some((purpose) => model.refused.has(purpose));
    const may = repeat ? ['ignored'] : this.#mayBeTold(code, { before, refused }, model);

    const { outcome } = await kiosk.scan(badge, at);
    assert.ok(may.includes(outcome), `${code}: told as ${outcome}, not as ${may.join(' or ')}`);
  }

  #mayBeTold(
    code: string,
    { before, refused }: { before: boolean; refused: boolean },
    { trouble }: Model,
  ): string[] {
    if (trouble === 'none') {
      if (code === STRANGER) return ['rejected'];
      return [before ? 'already-checked-in' : 'checked-in'];
    }
    return [
      'queued',
      ...(trouble === 'key' ? ['attention'] : []),
      ...(code === STRANGER ? ['rejected'] : ['checked-in']),
      // While offline the device answers by itself, and can't tell an unknown code from a good one.
      ...(before ? ['already-checked-in'] : []),
      // Nor does it let somebody in whom Confera has refused on the same day.
      ...(refused || (before && code === STRANGER) ? ['attention'] : []),
    ];
  }
}

class Trouble implements Step {
  readonly rule: FaultRule;

  constructor(rule: FaultRule) {
    this.rule = rule;
  }

  check = () => true;

  async run(model: Model, { simulator }: LongLivedKiosk): Promise<void> {
    simulator.setFaults([...simulator.faults(), this.rule]);
    worsen(model, /unauthorized|forbidden/.test(this.rule.fault.kind) ? 'key' : 'network');
  }

  toString = () => `trouble ${JSON.stringify(this.rule)}`;
}

class Revoke implements Step {
  check = () => true;

  async run(model: Model, { simulator, key }: LongLivedKiosk): Promise<void> {
    simulator.setKey(key, { state: 'revoked', scopes: [] });
    worsen(model, 'key');
  }

  toString = () => 'the key is revoked';
}

class TroubleEnds implements Step {
  check = () => true;

  async run(_model: Model, { simulator }: LongLivedKiosk): Promise<void> {
    simulator.clearFaults();
  }

  toString = () => 'trouble ends';
}

class Leap implements Step {
  readonly ms: number;

  constructor(ms: number) {
    this.ms = ms;
  }

  check = () => true;

  run = (_model: Model, kiosk: LongLivedKiosk) => kiosk.leap(this.ms);

  toString = () => `${this.ms} ms pass`;
}

class SetWall implements Step {
  readonly hours: number;

  constructor(hours: number) {
    this.hours = hours;
  }

  check = () => true;

  async run(_model: Model, { clock }: LongLivedKiosk): Promise<void> {
    clock.setWall(clock.now() + this.hours * HOUR_MS);
  }

  toString = () => `the wall clock is set by ${this.hours} h`;
}

class Restart implements Step {
  readonly key: (typeof KEYS)[number];

  constructor(key: (typeof KEYS)[number]) {
    this.key = key;
  }

  check = () => true;

  async run(model: Model, kiosk: LongLivedKiosk): Promise<void> {
    await kiosk.restart(this.key);
    model.takenAt.clear();
  }

  toString = () => `restart with ${this.key}`;
}

/** Staff give another key while the kiosk runs. If it can't be shown to work, nothing changes. */
class ChangeKey implements Step {
  readonly key: (typeof KEYS)[number];

  constructor(key: (typeof KEYS)[number]) {
    this.key = key;
  }

  check = () => true;

  async run(_model: Model, kiosk: LongLivedKiosk): Promise<void> {
    await kiosk.changeKey(this.key);
  }

  toString = () => `staff enter ${this.key}`;
}

/** The power fails while scans are under way. Whoever got no answer may or may not show the badge again. */
class PowerCut implements Step {
  readonly codes: readonly string[];
  readonly afterMs: number;

  constructor(codes: readonly string[], afterMs: number) {
    this.codes = codes;
    this.afterMs = afterMs;
  }

  check = () => true;

  async run(model: Model, kiosk: LongLivedKiosk): Promise<void> {
    for (const code of this.codes) {
      const at = { now: kiosk.clock.now(), monotonic: kiosk.clock.monotonic() };
      const badge = badgeOf(code, model);
      void kiosk.scanUnheard(badge, at);
      remember(purposesOf(badge, kiosk), model);
    }
    await new Promise((resolve) => setTimeout(resolve, this.afterMs));
    await kiosk.crash();
    model.takenAt.clear();
    // Nobody knows whether such a scan was taken, so its badge may or may not be new to Confera.
    if (this.codes.length > 0) worsen(model, 'network');
  }

  toString = () =>
    `power cut ${this.afterMs} ms after showing ${this.codes.join(' ') || 'nothing'}`;
}

const isUnknown = (badge: string) => badge.startsWith('STRANGER');

class Calm implements Step {
  check = () => true;

  async run(model: Model, kiosk: LongLivedKiosk): Promise<void> {
    await kiosk.calmDown();
    const broken = kiosk.brokenPromises(isUnknown);
    assert.equal(broken.length, 0, broken.map((each) => JSON.stringify(each)).join('\n'));
    model.trouble = 'none';
    const known = kiosk.simulator.checkins().map(({ code, dayDate }) => `${code} ${dayDate ?? ''}`);
    for (const purpose of model.shown) {
      if (purpose.startsWith('STRANGER')) model.refused.add(purpose);
    }
    model.shown = new Set(known);
  }

  toString = () => 'calm';
}

/** While all is well the device knows the true day. Otherwise it may count a scan for the day that its clock shows. */
function remember([inTruth, byTheClock]: readonly [string, string], { shown, trouble }: Model) {
  shown.add(inTruth);
  if (trouble !== 'none') shown.add(byTheClock);
}

function worsen(model: Model, by: 'network' | 'key') {
  if (model.trouble !== 'key') model.trouble = by;
}

const faults = fc.constantFrom(...FAULTS);
const scans = fc.oneof(
  fc.array(codes, { minLength: 1, maxLength: 4 }).map((shown) => new Scan(shown)),
  codes.map((code) => new Scan([code])),
);
const troubles = fc.oneof(
  fc
    .record({
      fault: faults,
      times: fc.integer({ min: 1, max: 6 }),
      on: fc.constantFrom('checkins', 'badges', 'attendance', 'all', 'health'),
    })
    .map((rule) => new Trouble(rule)),
  fc
    .record({ fault: faults, on: fc.constantFrom('checkins', 'all') })
    .map((rule) => new Trouble(rule)),
);
const breaks = fc.oneof(
  fc.constantFrom(...KEYS).map((key) => new Restart(key)),
  fc.constantFrom(...KEYS).map((key) => new ChangeKey(key)),
  fc
    .tuple(fc.array(codes, { maxLength: 3 }), fc.integer({ min: 0, max: 8 }))
    .map(([shown, ms]) => new PowerCut(shown, ms)),
);
const steps: fc.Arbitrary<Step>[] = [
  scans,
  scans,
  scans,
  troubles,
  troubles,
  fc.constant(new Revoke()),
  fc.constant(new TroubleEnds()),
  fc.constantFrom(100, 499, 501, 3000, 60_000, 24 * HOUR_MS).map((ms) => new Leap(ms)),
  fc.integer({ min: -30, max: 30 }).map((hours) => new SetWall(hours)),
  breaks,
  fc.constant(new Calm()),
];

/** The most evenings of one kiosk. Everything that it keeps is checked at the end of each, which grows slow. */
const SEASON = 20;

/** Compares random evenings with the model, and makes a failing one as short as possible. */
export async function runModel({
  runs,
  seed,
  limitMs = Number.POSITIVE_INFINITY,
  say,
}: ModelRun): Promise<ModelReport> {
  const startedAt = performance.now();
  const folder = mkdtempSync(path.join(MEMORY_FOLDER, 'confera-kiosk-model-'));
  let evening = 0;
  let commands = 0;
  let kiosk: LongLivedKiosk | null = null;
  let seenBy = 0;
  const endSeason = async () => {
    await kiosk?.close();
    kiosk = null;
    seenBy = 0;
  };
  const violations: ModelReport['violations'] = [];
  /** Compares what all places tell of the scans of a season. It would take too long after each evening. */
  const compare = async () => {
    if (!kiosk) return;
    const steps = `the ${seenBy} evenings up to number ${evening}`;
    const found = disagreements(await kiosk.places(isUnknown));
    violations.push(...found.map((each) => ({ ...each, steps })));
  };
  const startSeason = () =>
    LongLivedKiosk.start({
      folder: path.join(folder, String(evening)),
      replay: false,
      random: () => 0.02,
    });
  const property = fc.asyncProperty(
    fc.commands(steps, { maxCommands: 30, size: 'max' }),
    fc.boolean(),
    async (drawn, replay) => {
      if (performance.now() - startedAt > limitMs) return;
      if (seenBy === SEASON) {
        await compare();
        await endSeason();
      }
      evening += 1;
      if (evening % 100 === 0) say?.(`${evening} evenings, ${commands} steps so far`);
      seenBy += 1;
      kiosk ??= await startSeason();
      kiosk.simulator.setReplay(replay);
      const model: Model = {
        trouble: 'none',
        takenAt: new Map(),
        shown: new Set(),
        refused: new Set(),
        evening,
      };
      try {
        const real = kiosk;
        await fc.asyncModelRun(() => ({ model, real }), drawn);
        await new Calm().run(model, real);
      } catch (error) {
        await endSeason();
        throw error;
      } finally {
        commands += [...drawn].length;
      }
    },
  );
  try {
    const result = await fc.check(property, { numRuns: runs, seed });
    if (result.failed) {
      violations.push({
        promise: String((result.errorInstance as Error | null)?.message ?? 'unknown'),
        scanId: null,
        codeTail: null,
        steps: String(result.counterexample?.[0]),
      });
    }
    await compare();
    const seconds = Math.round((performance.now() - startedAt) / 100) / 10;
    return { seed, runs: evening, commands, seconds, violations } satisfies ModelReport;
  } finally {
    await endSeason();
    rmSync(folder, { recursive: true, force: true });
  }
}
