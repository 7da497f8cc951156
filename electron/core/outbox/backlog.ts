import type Database from 'better-sqlite3';
import { KINDS, type Kind } from '../../../shared/scan/outcome.ts';
import type { UntimedScan } from './scan-row.ts';
import { STATE } from './sql.ts';

export type BacklogOptions = {
  /** A connection that only reads. */
  db: Database.Database;
  destinationId: number;
  /** Carries out a query, and learns of any damage that it meets. */
  read: <T>(query: () => T) => T;
};

/**
 * What waits to be sent to this destination, as the worker asks about it.
 *
 * The worker asks after every answer, so each result is kept until the next write. Nothing here changes a row.
 */
export class Backlog {
  readonly #sql: ReturnType<typeof prepareQueries>;
  readonly #destinationId: number;
  readonly #read: BacklogOptions['read'];
  /** Results that hold until the next write, by the name of their query. */
  readonly #known = new Map<string, unknown>();

  constructor({ db, destinationId, read }: BacklogOptions) {
    this.#sql = prepareQueries(db);
    this.#destinationId = destinationId;
    this.#read = read;
  }

  /** Forgets every result that was kept, because the rows may have changed. */
  forget(): void {
    this.#known.clear();
  }

  /** How many scans of a kind wait for this destination. */
  count(kind: Kind): number {
    return this.#know(`pending ${kind}`, () => {
      const row = this.#sql.countPending.get(this.#destinationId, kind);
      return (row as { n: number } | undefined)?.n ?? 0;
    });
  }

  /** How many scans of every kind wait for this destination. */
  countAll(): number {
    return KINDS.reduce((sum, kind) => sum + this.count(kind), 0);
  }

  /**
   * When the first waiting scan of a kind is due: `now` if one is due already, and null if none waits. Monotonic
   * milliseconds.
   */
  dueAt(kind: Kind, now: number): number | null {
    const pending = this.count(kind);
    if (pending === 0) return null;
    const { n, next } = this.#backingOff(kind, now);
    return pending > n ? now : next;
  }

  /** How many different codes Confera has rejected since it last took one. */
  rejectedInARow(): number {
    return this.#know('rejected in a row', () => {
      return (this.#sql.rejectedInARow.get(this.#destinationId) as { n: number }).n;
    });
  }

  /** Whether any scan of a kind waits until its true time is settled. */
  hasUntimed(kind: Kind): boolean {
    return this.#know(`untimed ${kind}`, () => this.#sql.findUntimed.get(kind) !== undefined);
  }

  /** Some of the scans that wait until their true time is settled. */
  untimed(limit: number): UntimedScan[] {
    const rows = this.#read(() => this.#sql.untimed.all(limit)) as UntimedRow[];
    return rows.map(({ boot, uptime, ...row }) => ({ ...row, untimed: { boot, uptime } }));
  }

  /** How many scans wait for a time of their own, and the first of these times. The result holds until that time. */
  #backingOff(kind: Kind, now: number): { n: number; next: number | null } {
    const values = { here: this.#destinationId, kind, now };
    const query = () => ({ now, ...(this.#sql.backingOff.get(values) as BackingOff) });
    const known = this.#know(`backing off ${kind}`, query);
    if (known.now <= now && (known.next === null || now < known.next)) return known;
    this.#known.delete(`backing off ${kind}`);
    return this.#know(`backing off ${kind}`, query);
  }

  #know<T>(name: string, query: () => T): T {
    if (!this.#known.has(name)) this.#known.set(name, this.#read(query));
    return this.#known.get(name) as T;
  }
}

type UntimedRow = Omit<UntimedScan, 'untimed'> & UntimedScan['untimed'];
type BackingOff = { n: number; next: number | null };

function prepareQueries(db: Database.Database) {
  return {
    countPending: db.prepare(
      `SELECT n FROM scan_count WHERE destination_id = ? AND kind = ? AND state = ${STATE.pending}`,
    ),
    backingOff: db.prepare(
      `SELECT count(*) AS n, min(not_before) AS next FROM scan
       WHERE state = ${STATE.pending} AND not_before > 0 AND destination_id = @here AND kind = @kind
         AND not_before > @now`,
    ),
    rejectedInARow: db.prepare('SELECT rejected_in_a_row AS n FROM destination WHERE id = ?'),
    findUntimed: db.prepare(
      `SELECT 1 FROM scan
       WHERE boot IS NOT NULL AND state = ${STATE.pending} AND kind = ? LIMIT 1`,
    ),
    untimed: db.prepare(
      `SELECT id, scanned_at AS scannedAt, venue_day AS venueDay, boot, uptime FROM scan
       WHERE boot IS NOT NULL AND state = ${STATE.pending} LIMIT ?`,
    ),
  };
}
