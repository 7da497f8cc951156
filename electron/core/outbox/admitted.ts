import { setImmediate as nextTurn } from 'node:timers/promises';
import type Database from 'better-sqlite3';
import { CLAIM } from './sql.ts';

/** How many people came in at a gate. */
export type GateCount = { location: string | null; count: number };

/** Which day's people are counted: the venue's day, and when it began, in Unix milliseconds by this device's clock. */
export type CountedDay = { venueDay: string; since: number };

/** How many claims are looked at before scans get their turn: a few milliseconds on a slow device. */
const STEP = 500;

type Row = { location: string | null; counts: 0 | 1 };
type OthersRow = Row & { id: number };
type OwnRow = Row & { scanId: string; key: Buffer };

/** Where the claims of this device's own begin. */
const FIRST = { scanId: '', key: Buffer.of() };

export type AdmittedOptions = {
  /** A connection that only reads. */
  db: Database.Database;
  destinationId: number;
  /** Carries out a query, and learns of any damage that it meets. */
  read: <T>(query: () => T) => T;
};

/**
 * Counts the people whom the gates of the venue have let in: each claim once, at the gate that has it. Claims that were
 * taken back don't count.
 *
 * A hundred thousand claims take half a second, so it is done in steps, between which scans go on.
 */
export class Admitted {
  readonly #sql: ReturnType<typeof prepareSteps>;
  readonly #options: AdmittedOptions;

  constructor(options: AdmittedOptions) {
    this.#options = options;
    this.#sql = prepareSteps(options.db);
  }

  /**
   * Counts the people of a day, most people first.
   *
   * @param isOver asked before each step; the counting ends there if it says so, and gives what it has
   */
  async count(day: CountedDay, isOver: () => boolean): Promise<GateCount[]> {
    const counts = new Map<string | null, number>();
    const add = (rows: readonly Row[]) => {
      for (const { location, counts: one } of rows) {
        if (one) counts.set(location, (counts.get(location) ?? 0) + 1);
      }
    };
    await this.#addOthers(day, add, isOver);
    await this.#addOwn(day, add, isOver);
    return [...counts]
      .map(([location, count]) => ({ location, count }))
      .sort((a, b) => b.count - a.count);
  }

  async #addOthers({ since }: CountedDay, add: (rows: Row[]) => void, isOver: () => boolean) {
    for (let last = { id: 0 }; !isOver(); await nextTurn()) {
      const { id } = last;
      const rows = this.#read(() => this.#sql.others.all({ id, since, step: STEP })) as OthersRow[];
      add(rows);
      const end = rows.at(-1);
      if (!end || rows.length < STEP) return;
      last = end;
    }
  }

  async #addOwn({ venueDay }: CountedDay, add: (rows: Row[]) => void, isOver: () => boolean) {
    const { destinationId } = this.#options;
    const fixed = { destinationId, venueDay, step: STEP };
    for (let last: Pick<OwnRow, 'scanId' | 'key'> = FIRST; !isOver(); await nextTurn()) {
      const rows = this.#read(() => this.#sql.own.all({ ...fixed, ...last })) as OwnRow[];
      add(rows);
      const end = rows.at(-1);
      if (!end || rows.length < STEP) return;
      last = end;
    }
  }

  #read<T>(query: () => T): T {
    return this.#options.read(query);
  }
}

function prepareSteps(db: Database.Database) {
  return {
    others: db.prepare(
      `SELECT id, location, local_at >= @since AND is_void = 0 AS counts FROM others_claim
       WHERE id > @id ORDER BY id LIMIT @step`,
    ),
    // A claim that was lost counts where it was lost to, unless that one was taken back.
    own: db.prepare(
      `SELECT claim.scan_id AS scanId, claim.key AS key, location,
         claim.destination_id = @destinationId AND venue_day = @venueDay
         AND (claim.state IN (${CLAIM.toOffer}, ${CLAIM.won})
           OR (claim.state = ${CLAIM.lost} AND holder_scan_id IS NOT NULL))
         AND NOT EXISTS (
           SELECT 1 FROM others_claim AS other WHERE other.key = claim.key AND other.is_void = 0
         ) AS counts
       FROM claim JOIN scan USING (scan_id)
       WHERE (claim.scan_id, claim.key) > (@scanId, @key)
       ORDER BY claim.scan_id, claim.key LIMIT @step`,
    ),
  };
}
