import type { ScanEntry, ScanState, WaitingScan } from './scan-row.ts';
import type { prepareStatements } from './statements.ts';

export type OverviewOptions = {
  sql: ReturnType<typeof prepareStatements>;
  destinationId: number;
  /** Carries out a query, and hears of damage that it meets. */
  read: <T>(query: () => T) => T;
  /** Whether rejections have stopped the backlog. */
  isStopped: () => boolean;
};

/**
 * What staff are shown of the outbox: counts, and lists of scans. Nothing here changes a row, and sending asks for none
 * of it.
 */
export class Overview {
  readonly #sql: OverviewOptions['sql'];
  readonly #destinationId: number;
  readonly #read: OverviewOptions['read'];
  readonly #isStopped: () => boolean;

  constructor({ sql, destinationId, read, isStopped }: OverviewOptions) {
    this.#sql = sql;
    this.#destinationId = destinationId;
    this.#read = read;
    this.#isStopped = isStopped;
  }

  /** Scans by where they stand, those for other destinations included. */
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

  /** How many scans a person must look at: conflicts, and what keeps failing while others pass. */
  countNeedingAttention(): number {
    const stubborn = this.#read(() => this.#sql.countStubborn.get()) as { n: number };
    return this.counts().attention + stubborn.n;
  }

  /** What a person must look at, oldest first; what was rejected too, once that has stopped the backlog. */
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

  /** When the scan was made that has waited longest for this destination; Unix milliseconds. */
  oldestPendingAt(): number | null {
    const values = { here: this.#destinationId };
    const rows = this.#read(() => this.#sql.oldestPending.all(values)) as { at: number | null }[];
    const times = rows.flatMap(({ at }) => (at === null ? [] : [at]));
    return times.length > 0 ? Math.min(...times) : null;
  }

  /** How many scans wait, for one address or for all: those that `waiting` lists. */
  countWaiting(baseUrl?: string): number {
    const values = { baseUrl: baseUrl ?? null };
    return this.#read(() => this.#sql.countWaiting.get(values)) as number;
  }

  /** The scans whose end is not known yet, for whichever destination, oldest first. */
  waiting(): WaitingScan[] {
    return this.#read(() => this.#sql.listWaiting.all()) as WaitingScan[];
  }
}

type RawEntry = Omit<ScanEntry, 'refused'> & { refused: number };

function toScanEntry(raw: RawEntry): ScanEntry {
  return { ...raw, refused: raw.refused === 1 };
}
