import type Database from 'better-sqlite3';
import {
  COUNTED_ANSWERS,
  type CountedAnswer,
  type Gap,
  type KindCounts,
  MOST_DAYS,
  MOST_GAPS,
  MOST_SLOTS,
  type Slot,
} from '../../../shared/bridge/counts.ts';
import { type Connection, KINDS, type Kind, type Outcome } from '../../../shared/scan/outcome.ts';
import { systemClock } from '../system/clock.ts';
import type { AnswerTime, RepeatedScan } from './writer/tally-writes.ts';
import type { Writer } from './writer/writer.ts';

const FIVE_MINUTES_MS = 300_000;

/** How often the times that people waited are written. They are no reason to wait for the disk once more a scan. */
const WRITE_EVERY_MS = 5000;

/** Waits up to each of these are counted together, milliseconds. Nobody waits longer than the last. */
const UP_TO_MS = [
  ...[10, 20, 30, 50, 75, 100, 150, 200, 300, 400, 500, 750],
  ...[1000, 1500, 2000, 3000, 4000, 5000, 8000, 15_000, 60_000],
];

export type TalliesOptions = {
  /** A connection that only reads. */
  db: Database.Database;
  destinationId: number;
  /** Carries out a query, and learns of any damage that it meets. */
  read: <T>(query: () => T) => T;
  writer: Writer;
};

/** When something happened: Unix milliseconds, and the day at the venue. */
type Moment = { at: number; venueDay: string };

/**
 * How many people came in on a day by this device, and what they were told and when.
 *
 * Triggers keep the tallies of scans, so these agree with the rows at any time, and reading them takes as long as the day
 * has stretches of five minutes. What no row holds is written here: badges that an earlier scan stands for, how long people
 * waited, and when Confera was out of reach.
 */
export class Tallies {
  readonly #sql: ReturnType<typeof prepareQueries>;
  readonly #options: TalliesOptions;
  readonly #waits = new Map<string, AnswerTime>();
  #cancel: (() => void) | null = null;

  constructor(options: TalliesOptions) {
    this.#options = options;
    this.#sql = prepareQueries(options.db);
  }

  /** The days of which every scan is still kept, newest first. */
  days(): string[] {
    const { destinationId } = this.#options;
    return this.#read(() => this.#sql.days.all({ destinationId, limit: MOST_DAYS })) as string[];
  }

  /** The counts of a day, for each kind that was scanned. */
  kinds(venueDay: string): KindCounts[] {
    const tallies = this.#scans(venueDay);
    const people = this.#people(venueDay);
    const repeats = this.#repeats(venueDay);
    return KINDS.flatMap((kind) => {
      const mine = tallies.filter((each) => each.kind === kind);
      const mineAgain = repeats.filter((each) => each.kind === kind);
      if (mine.length === 0 && mineAgain.length === 0) return [];
      const admitted = sum(people.filter((each) => each.kind === kind));
      return [countsOf(kind, { admitted, scans: mine, repeats: mineAgain })];
    });
  }

  /** What happened on a day in each five minutes, oldest first. */
  slots(venueDay: string): Slot[] {
    const slots = new Map<number, Slot & { waits: AnswerTime[] }>();
    const at = (fiveMinutes: number) => {
      const known = slots.get(fiveMinutes);
      if (known) return known;
      const made = { ...emptySlot(fiveMinutes), waits: [] };
      slots.set(fiveMinutes, made);
      return made;
    };
    for (const { fiveMinutes, kind, n } of this.#people(venueDay))
      at(fiveMinutes).admitted[kind] += n;
    for (const { fiveMinutes, answer, n } of [
      ...this.#scans(venueDay),
      ...this.#repeats(venueDay),
    ]) {
      if (isCounted(answer)) at(fiveMinutes).answers[answer] += n;
    }
    for (const wait of this.#answerTimes(venueDay)) at(wait.fiveMinutes).waits.push(wait);
    return [...slots.values()]
      .sort((a, b) => a.at - b.at)
      .slice(-MOST_SLOTS)
      .map(({ waits, ...slot }) => ({ ...slot, wait: waitOf(waits) }));
  }

  /** When Confera was out of reach or refused this device, between two times in Unix milliseconds. */
  gaps({ from, to }: { from: number; to: number }): Gap[] {
    const changes = this.#changes();
    const gaps = changes.flatMap(({ at, connection }, index): Gap[] => {
      if (connection !== 'offline' && connection !== 'blocked') return [];
      const end = changes[index + 1]?.at ?? null;
      // If the clock was put back meanwhile, nobody can say how long it lasted.
      if (at >= to || (end !== null && end <= Math.max(at, from))) return [];
      const lasts = end === null || end > to;
      return [{ from: Math.max(at, from), to: lasts ? null : end, is: connection }];
    });
    return gaps.slice(-MOST_GAPS);
  }

  /** Counts a badge that needed no row, because an earlier scan stands for it. */
  noteRepeat({ at, ...repeat }: Moment & { kind: Kind; answer: Outcome }): Promise<void> {
    const counted: RepeatedScan = { ...repeat, fiveMinutes: fiveMinutesOf(at) };
    return this.#options.writer.writeWithOthers('addRepeat', counted);
  }

  /** Counts how long somebody waited for their answer, in milliseconds. It is on disk some seconds later. */
  noteWait({ at, venueDay, ms }: Moment & { ms: number }): void {
    const upToMs = UP_TO_MS.find((each) => ms <= each) ?? (UP_TO_MS.at(-1) as number);
    const fiveMinutes = fiveMinutesOf(at);
    const key = `${venueDay} ${fiveMinutes} ${upToMs}`;
    const n = (this.#waits.get(key)?.n ?? 0) + 1;
    this.#waits.set(key, { venueDay, fiveMinutes, upToMs, n });
    this.#cancel ??= systemClock.schedule(WRITE_EVERY_MS, () => void this.writeWaits());
  }

  /** Writes down the waits that were noted. If the disk refuses, they are lost: they are no scans. */
  async writeWaits(): Promise<void> {
    this.#cancel?.();
    this.#cancel = null;
    if (this.#waits.size === 0) return;
    const waits = [...this.#waits.values()];
    this.#waits.clear();
    await this.#options.writer.writeWithOthers('addAnswerTimes', waits).catch(() => {});
  }

  /** Writes down that the connection has changed. */
  noteConnection(connection: Connection, at: number): Promise<void> {
    return this.#options.writer.writeWithOthers('addConnection', connection, at);
  }

  /** Ends what an earlier process left open, when it ended while Confera was out of reach. */
  async noteStart(at: number): Promise<void> {
    const last = this.#changes().at(-1)?.connection ?? 'online';
    if (last !== 'online') await this.noteConnection('online', at);
  }

  #scans(venueDay: string) {
    return this.#all(this.#sql.scans, venueDay) as ScanTally[];
  }

  #people(venueDay: string) {
    return this.#all(this.#sql.people, venueDay) as PeopleTally[];
  }

  #repeats(venueDay: string) {
    return this.#all(this.#sql.repeats, venueDay) as (PeopleTally & { answer: string })[];
  }

  #answerTimes(venueDay: string) {
    return this.#all(this.#sql.answerTimes, venueDay) as AnswerTime[];
  }

  #changes() {
    return this.#read(() => this.#sql.changes.all()) as { at: number; connection: string }[];
  }

  #all(statement: Database.Statement, venueDay: string): unknown[] {
    return this.#read(() => statement.all(this.#options.destinationId, venueDay));
  }

  #read<T>(query: () => T): T {
    return this.#options.read(query);
  }
}

type PeopleTally = { fiveMinutes: number; kind: Kind; n: number };
type ScanTally = PeopleTally & { answer: string; stage: string; letsIn: 0 | 1 };

const fiveMinutesOf = (at: number) => Math.floor(at / FIVE_MINUTES_MS);

const sum = (tallies: readonly { n: number }[]) => tallies.reduce((all, { n }) => all + n, 0);

const isCounted = (answer: string): answer is CountedAnswer =>
  (COUNTED_ANSWERS as readonly string[]).includes(answer);

/** The counts of a day on which nobody came. */
export function noCounts(kind: Kind): KindCounts {
  return countsOf(kind, { admitted: 0, scans: [], repeats: [] });
}

function countsOf(
  kind: Kind,
  {
    admitted,
    scans,
    repeats,
  }: { admitted: number; scans: ScanTally[]; repeats: (PeopleTally & { answer: string })[] },
): KindCounts {
  const those = (fits: (scan: ScanTally) => boolean) => sum(scans.filter(fits));
  const letIn = those(({ letsIn }) => letsIn === 1);
  // Whoever was let in here is no such scan, and what Confera has refused is counted as refused.
  const knownElsewhere = those(
    ({ letsIn, stage, answer }) =>
      letsIn === 0 && stage !== 'rejected' && (stage === 'done' || answer === 'already-checked-in'),
  );
  return {
    kind,
    admitted,
    refusedLater: those(({ letsIn, stage }) => letsIn === 1 && stage === 'rejected'),
    again: letIn - admitted + knownElsewhere + sum(repeats),
    refused: those(({ letsIn, stage }) => letsIn === 0 && stage === 'rejected'),
    toStaff: sum([...scans, ...repeats].filter(({ answer }) => answer === 'attention')),
    unconfirmed: those(({ stage }) => stage === 'pending'),
  };
}

function emptySlot(fiveMinutes: number): Slot {
  return {
    at: fiveMinutes * FIVE_MINUTES_MS,
    admitted: { badge: 0, attendance: 0 },
    answers: {
      'checked-in': 0,
      'already-checked-in': 0,
      queued: 0,
      rejected: 0,
      attention: 0,
    },
    wait: null,
  };
}

/** @param waits with the shortest first */
function waitOf(waits: readonly AnswerTime[]): Slot['wait'] {
  const all = sum(waits);
  if (all === 0) return null;
  const within = (share: number) => {
    let seen = 0;
    for (const { upToMs, n } of waits) {
      seen += n;
      if (seen >= share * all) return upToMs;
    }
    return 0;
  };
  return { half: within(0.5), most: within(0.95) };
}

function prepareQueries(db: Database.Database) {
  const ofDay = (columns: string, table: string) =>
    db.prepare(
      `SELECT five_minutes AS fiveMinutes, ${columns}, n FROM ${table}
       WHERE destination_id = ? AND venue_day = ? AND n > 0`,
    );
  return {
    // From one day to the one before, without reading what is between.
    days: db
      .prepare(
        `WITH RECURSIVE known (day) AS (
           SELECT max(venue_day) FROM scan_tally WHERE destination_id = @destinationId
           UNION ALL
           SELECT (SELECT max(venue_day) FROM scan_tally
               WHERE destination_id = @destinationId AND venue_day < day)
             FROM known WHERE day IS NOT NULL
         )
         SELECT day FROM known
         WHERE day <> '' AND NOT EXISTS (
           SELECT 1 FROM thinned_day WHERE destination_id = @destinationId AND venue_day = day
         ) AND EXISTS (
           SELECT 1 FROM scan_tally
           WHERE destination_id = @destinationId AND venue_day = day AND n > 0
         ) LIMIT @limit`,
      )
      .pluck(),
    scans: ofDay('kind, answer, stage, lets_in AS letsIn', 'scan_tally'),
    people: ofDay('kind', 'people_tally'),
    repeats: ofDay('kind, answer', 'repeat_tally'),
    answerTimes: db.prepare(
      `SELECT five_minutes AS fiveMinutes, up_to_ms AS upToMs, n FROM answer_time
       WHERE destination_id = ? AND venue_day = ? ORDER BY five_minutes, up_to_ms`,
    ),
    changes: db.prepare('SELECT at, connection FROM connection_change ORDER BY id'),
  };
}
