import { statSync } from 'node:fs';
import path from 'node:path';
import { percentile } from '../bench/measurement.ts';
import { type Chance, seededChance } from '../fixtures/chance.ts';
import type { FaultRule } from '../simulator/simulator.ts';
import { disagreements } from './agreement.ts';
import { KEYS, LongLivedKiosk } from './long-lived-kiosk.ts';
import type { Violation } from './promises.ts';

export type SoakRun = {
  seed: number;
  scans: number;
  folder: string;
  say?: (line: string) => void;
};

export type SoakReport = {
  seed: number;
  scans: number;
  outages: number;
  keyChanges: number;
  /** Minutes of the venue's time. */
  minutes: number;
  seconds: number;
  told: Record<string, number>;
  requests: number;
  recorded: number;
  /** Real milliseconds from a scan to its answer. */
  answeredMs: { p50: number; p99: number; max: number };
  /** Venue seconds from an outage's end until the kiosk was online and had sent everything. */
  caughtUpSeconds: { median: number; max: number };
  peakMegabytes: number;
  databaseMegabytes: number;
  violations: Violation[];
};

const HOUR_MS = 3_600_000;
const OUTAGES = 12;
const AT_ONCE = 4;
/** Half an hour before midnight at the venue. */
const START = Date.UTC(2026, 1, 3, 23, 30);

const TROUBLES: readonly (readonly FaultRule[])[] = [
  [{ fault: { kind: 'reset-before' }, on: 'all' }],
  [{ fault: { kind: 'reset-after' }, on: 'checkins' }],
  [{ fault: { kind: 'status', status: 503 }, on: 'all' }],
  [{ fault: { kind: 'act-then-status', status: 500 }, on: 'checkins' }],
  [{ fault: { kind: 'html-page' }, on: 'all' }],
  [{ fault: { kind: 'rate-limited', retryAfter: 20 }, on: 'all' }],
];

/** Plays an hour at an entrance. People come evenly, Confera fails a dozen times, and the key is changed twice. */
export async function runSoak({ seed, scans, folder, say }: SoakRun): Promise<SoakReport> {
  const chance = seededChance(seed);
  const startedAt = performance.now();
  const random = seededChance(seed + 1).next;
  const kiosk = await LongLivedKiosk.start({
    ...{ folder, replay: false, random, wall: START },
    copies: true,
  });
  const begunAt = kiosk.clock.monotonic();
  const venueMs = () => kiosk.clock.monotonic() - begunAt;
  const crowd = new Crowd(chance);
  const answeredMs: number[] = [];
  const caughtUp: number[] = [];
  let peak = 0;
  try {
    const outages = drawOutages(chance, scans);
    const keyChanges = [Math.floor(scans / 3), Math.floor((2 * scans) / 3)];
    let endedAt: number | null = null;
    let revokedAt: number | null = null;
    for (let done = 0; done < scans; done += AT_ONCE) {
      for (const outage of outages) {
        if (outage.begins >= done && outage.begins < done + AT_ONCE) {
          kiosk.simulator.setFaults(outage.rules);
          endedAt = null;
        }
        if (outage.ends >= done && outage.ends < done + AT_ONCE) {
          kiosk.simulator.clearFaults();
          endedAt = venueMs();
        }
      }
      if (keyChanges.some((at) => at >= done && at < done + AT_ONCE)) {
        kiosk.simulator.setKey(kiosk.key, { state: 'revoked', scopes: [] });
        revokedAt = venueMs();
      }
      // Staff take twenty seconds to enter the new one, and enter it again if it can't be tested.
      if (revokedAt !== null && venueMs() - revokedAt > 20_000) {
        const next = kiosk.key === KEYS[0] ? KEYS[1] : KEYS[0];
        const scopes = ['badges:write', 'attendance:write'] as const;
        kiosk.simulator.setKey(next, { state: 'live', scopes });
        revokedAt = (await kiosk.changeKey(next)) === null ? null : venueMs();
      }
      const ahead = (done / scans) * HOUR_MS - venueMs();
      await kiosk.leap(Math.max(0, ahead));
      const group = Array.from({ length: Math.min(AT_ONCE, scans - done) }, () => crowd.next());
      await Promise.all(
        group.map(async (code) => {
          const from = performance.now();
          const at = { now: kiosk.clock.now(), monotonic: kiosk.clock.monotonic() };
          await kiosk.scan(code, at);
          answeredMs.push(performance.now() - from);
        }),
      );
      const { connection, queued } = kiosk.status;
      if (endedAt !== null && connection === 'online' && queued === 0) {
        caughtUp.push((venueMs() - endedAt) / 1000);
        endedAt = null;
      }
      if (done % 1000 < AT_ONCE) {
        peak = Math.max(peak, process.memoryUsage().rss);
        say?.(`${done} scans, ${Math.round(venueMs() / 60_000)} min at the venue, ${connection}`);
      }
    }
    const minutes = Math.round(venueMs() / 60_000);
    await kiosk.calmDown();
    const isUnknown = (code: string) => code.includes('STRANGER');
    const violations = [
      ...kiosk.brokenPromises(isUnknown),
      ...disagreements(await kiosk.places(isUnknown)),
    ];
    const recorded = kiosk.simulator.checkins();
    if (new Set(recorded.map(({ dayDate }) => dayDate)).size < 3) {
      const promise = 'attendance counts for the day before midnight and for the day after';
      violations.push({ promise, scanId: null, codeTail: null });
    }
    return {
      seed,
      scans,
      outages: outages.length,
      keyChanges: keyChanges.length,
      minutes,
      seconds: rounded((performance.now() - startedAt) / 1000),
      told: Object.fromEntries(
        [...Map.groupBy(kiosk.told, ({ outcome }) => outcome)].map(([name, all]) => [
          name,
          all.length,
        ]),
      ),
      requests: kiosk.simulator.journal().length,
      recorded: recorded.length,
      answeredMs: {
        p50: rounded(percentile(answeredMs, 0.5)),
        p99: rounded(percentile(answeredMs, 0.99)),
        max: rounded(percentile(answeredMs, 1)),
      },
      caughtUpSeconds: {
        median: rounded(percentile(caughtUp, 0.5)),
        max: rounded(percentile(caughtUp, 1)),
      },
      peakMegabytes: Math.round(peak / 1e6),
      databaseMegabytes: rounded(statSync(path.join(kiosk.dataDir, 'kiosk.db')).size / 1e6),
      violations,
    };
  } finally {
    await kiosk.close();
  }
}

type Outage = { begins: number; ends: number; rules: readonly FaultRule[] };

/** Draws one outage for each twelfth of the hour, which takes a twelfth to a half of it. Its unit is scans. */
function drawOutages(chance: Chance, scans: number): Outage[] {
  const slot = scans / OUTAGES;
  return Array.from({ length: OUTAGES }, (_, n) => {
    const begins = Math.floor((n + 0.1 + chance.next() * 0.2) * slot);
    const length = Math.floor((1 / 12 + chance.next() * (5 / 12)) * slot);
    return { begins, ends: begins + length, rules: TROUBLES[n % TROUBLES.length] ?? [] };
  });
}

/** Mostly people with new badges. Some come twice, and some hold up a badge of another event. */
class Crowd {
  readonly #chance: Chance;
  readonly #codes: string[] = [];

  constructor(chance: Chance) {
    this.#chance = chance;
  }

  next(): string {
    const chance = this.#chance;
    if (this.#codes.length > 0 && chance.happens(0.05)) return chance.pick(this.#codes);
    const unknown = chance.happens(0.005);
    const name = `${unknown ? 'STRANGER' : 'TEST'}-${this.#codes.length}`;
    const code = chance.happens(0.25) ? `confera-attendance:${name}` : name;
    this.#codes.push(code);
    return code;
  }
}

const rounded = (value: number) => Math.round(value * 10) / 10;
