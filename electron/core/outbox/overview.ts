import type Database from 'better-sqlite3';
import { KINDS } from '../../../shared/scan/outcome.ts';
import type { ScanEntry, ScanState, WaitingScan } from './scan-row.ts';
import { IS_REFUSED, IS_STUBBORN, STATE } from './sql.ts';
import { prepareWaiting } from './waiting-scans.ts';

export type OverviewOptions = {
  /** A connection that only reads. */
  db: Database.Database;
  destinationId: number;
  /** Carries out a query, and learns of any damage that it meets. */
  read: <T>(query: () => T) => T;
  /** Whether rejections have stopped the backlog. */
  isStopped: () => boolean;
};

/**
 * What staff are shown of the outbox: counts, and lists of scans.
 *
 * Nothing here changes a row, and sending needs none of it.
 */
export class Overview {
  readonly #sql: ReturnType<typeof prepareQueries>;
  readonly #destinationId: number;
  readonly #read: OverviewOptions['read'];
  readonly #isStopped: () => boolean;

  constructor({ db, destinationId, read, isStopped }: OverviewOptions) {
    this.#sql = prepareQueries(db);
    this.#destinationId = destinationId;
    this.#read = read;
    this.#isStopped = isStopped;
  }

  /** How many scans are in each state, including those for other destinations. */
  counts(): Record<ScanState, number> {
    const counts = { pending: 0, sending: 0, done: 0, rejected: 0, attention: 0 };
    const rows = this.#read(() => this.#sql.counts.all()) as { state: ScanState; n: number }[];
    for (const { state, n } of rows) {
      counts[state] = n;
    }
    return counts;
  }

  /** The latest scans, newest first. */
  recent(limit: number): ScanEntry[] {
    return (this.#read(() => this.#sql.recent.all(limit)) as RawEntry[]).map(toScanEntry);
  }

  /** How many scans a person must look at: conflicts, and scans that keep failing while others pass. */
  countNeedingAttention(): number {
    const stubborn = this.#read(() => this.#sql.countStubborn.get()) as { n: number };
    return this.counts().attention + stubborn.n;
  }

  /**
   * The scans that a person must look at, oldest first. Once rejections have stopped the backlog, they are among them.
   */
  needingAttention(limit: number): ScanEntry[] {
    const entries = [
      ...this.#read(() => this.#sql.attention.all(limit)),
      ...this.#read(() => this.#sql.stubborn.all(limit)),
      ...(this.#isStopped() ? this.#read(() => this.#sql.rejected.all(limit)) : []),
    ] as RawEntry[];
    return entries
      .toSorted((a, b) => a.scannedAt - b.scannedAt)
      .slice(0, limit)
      .map(toScanEntry);
  }

  /** When the scan was made that has waited longest for this destination: Unix milliseconds, null if none waits. */
  oldestPendingAt(): number | null {
    const times = KINDS.flatMap((kind) => {
      const oldest = this.#read(() => this.#sql.oldestPending.get(this.#destinationId, kind));
      return (oldest as { at: number } | undefined)?.at ?? [];
    });
    return times.length > 0 ? Math.min(...times) : null;
  }

  /** How many of the scans that `waiting` lists belong to an address, or how many there are for all addresses. */
  countWaiting(baseUrl?: string): number {
    const values = { baseUrl: baseUrl ?? null };
    return this.#read(() => this.#sql.countWaiting.get(values)) as number;
  }

  /** The scans for any destination whose end is not known yet, oldest first. */
  waiting(): WaitingScan[] {
    return this.#read(() => this.#sql.listWaiting.all()) as WaitingScan[];
  }
}

export type RawEntry = Omit<ScanEntry, 'refused'> & { refused: number };

/** A row of {@link ENTRY}, with whatever else was read of it. */
export function toScanEntry<Raw extends RawEntry>(raw: Raw) {
  return { ...raw, refused: raw.refused === 1 };
}

/**
 * Scans whose person was told that another gate of the venue has had the badge. It is worth more to staff than why the
 * scan waits; once Confera has taken or refused it, that is the last word.
 */
const IS_ELSEWHERE = `state IN (${STATE.pending}, ${STATE.sending}, ${STATE.done})
  AND outcome IS NOT 'checked-in' AND told IN ('already-checked-in', 'attention')
  AND EXISTS (
    SELECT 1 FROM claim
    WHERE claim.scan_id = scan.scan_id AND holder_scan_id IS NOT NULL AND holder_is_void = 0
  )`;

/** What {@link RawEntry} has of a scan. */
export const ENTRY = `scan_id AS scanId, code_tail AS codeTail, kind, state, outcome,
  CASE WHEN ${IS_ELSEWHERE} THEN 'elsewhere' ELSE reason END AS reason, attempts,
  scanned_at AS scannedAt, settled_at AS settledAt, ${IS_REFUSED} AS refused`;

function prepareQueries(db: Database.Database) {
  return {
    counts: db.prepare('SELECT state, sum(n) AS n FROM scan_count GROUP BY state'),
    recent: db.prepare(`SELECT ${ENTRY} FROM scan ORDER BY id DESC LIMIT ?`),
    countStubborn: db.prepare(`SELECT count(*) AS n FROM scan WHERE ${IS_STUBBORN}`),
    stubborn: db.prepare(`SELECT ${ENTRY} FROM scan WHERE ${IS_STUBBORN} ORDER BY id LIMIT ?`),
    attention: db.prepare(
      `SELECT ${ENTRY} FROM scan WHERE state = ${STATE.attention} ORDER BY id LIMIT ?`,
    ),
    rejected: db.prepare(
      `SELECT ${ENTRY} FROM scan WHERE state = ${STATE.rejected} AND code IS NOT NULL
       ORDER BY id LIMIT ?`,
    ),
    oldestPending: db.prepare(
      `SELECT scanned_at AS at FROM scan
       WHERE state = ${STATE.pending} AND destination_id = ? AND kind = ? ORDER BY id LIMIT 1`,
    ),
    ...prepareWaiting(db),
  };
}
