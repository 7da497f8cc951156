import type Database from 'better-sqlite3';
import { KINDS, type Outcome, type Reason } from '../../../shared/scan/outcome.ts';
import type { NewScan, ScanState } from './scan-row.ts';
import { IS_REFUSED, STATE } from './sql.ts';

/** A scan as the rolling copy takes it: all that another device needs to send it, or to know that it is done. */
export type CopiedScan = Omit<NewScan, 'code' | 'untimed'> & {
  baseUrl: string;
  /** Null once it is not needed any more, and not known from the scan's acceptance either. */
  code: string | null;
  codeTail: string;
  /** A scan that is being sent counts as pending: how that ends is not known. */
  state: Exclude<ScanState, 'sending'>;
  outcome: Outcome | null;
  reason: Reason | null;
  /** What an earlier answer has the next scan of the badge be told. */
  told: Outcome | null;
  /** What the person was told if the scan was sent again since; 'none' if they were told nothing. Otherwise null. */
  firstTold: Outcome | 'none' | null;
  attempts: number;
  lastStatus: number | null;
  lastCode: string | null;
  /** Unix milliseconds. */
  settledAt: number | null;
};

/** Nobody sends it again: Confera has it, or a person has put it away. */
export function isFinal({ state, code }: Pick<CopiedScan, 'state' | 'code'>): boolean {
  return state === 'done' || (state === 'rejected' && code === null);
}

export type CopiedRow = { id: number; scan: CopiedScan };

export type CopySourceOptions = {
  /** A connection that only reads. */
  db: Database.Database;
  /** Carries out a query, and learns of any damage that it meets. */
  read: <T>(query: () => T) => T;
};

/** How many codes are kept for a copy that can't be written just now. Of further scans only the last ones are. */
const MOST_CODES = 20_000;

/**
 * What the rolling copy reads of the outbox. Each query looks at a bounded number of rows, and none changes any.
 *
 * A scan that is done has lost its code before the copy comes round, so the codes are kept in memory from the acceptance
 * until then, as long as there is a copy.
 */
export class CopySource {
  readonly #sql: ReturnType<typeof prepareQueries>;
  readonly #read: CopySourceOptions['read'];
  readonly #version: () => number;
  #codes: Map<string, string> | null = null;

  constructor({ db, read }: CopySourceOptions) {
    this.#sql = prepareQueries(db);
    this.#read = read;
    this.#version = () => Number(db.pragma('data_version', { simple: true }));
  }

  /** A number that changes with every commit of the writer's. */
  version(): number {
    return this.#read(this.#version);
  }

  /** Whether codes are kept for the copy. */
  keepCodes(isWanted: boolean): void {
    this.#codes = isWanted ? (this.#codes ?? new Map()) : null;
  }

  /** Keeps the code of a scan that was just accepted. */
  note({ scanId, code }: Pick<NewScan, 'scanId' | 'code'>): void {
    if (!this.#codes) return;
    this.#codes.set(scanId, code);
    if (this.#codes.size <= MOST_CODES) return;
    const [oldest] = this.#codes.keys();
    if (oldest !== undefined) this.#codes.delete(oldest);
  }

  /** Forgets the codes of scans that are in the copy. */
  forgetCodes(scanIds: Iterable<string>): void {
    for (const scanId of scanIds) this.#codes?.delete(scanId);
  }

  /** The newest row; null if there is none. */
  newest(): CopiedRow | null {
    return this.#rows(() => this.#sql.newest.all())[0] ?? null;
  }

  /** Rows that are newer than one, oldest first. */
  after(id: number, limit: number): CopiedRow[] {
    return this.#rows(() => this.#sql.after.all(id, limit));
  }

  /** Rows up to one, newest first. */
  upTo(id: number, limit: number): CopiedRow[] {
    return this.#rows(() => this.#sql.upTo.all(id, limit));
  }

  /** Rows up to one whose end is not known or not final, newest first. */
  openUpTo(id: number, limit: number): CopiedRow[] {
    return this.#rows(() => this.#sql.openUpTo.all({ id, limit }));
  }

  /** The rows of these ids that are still there. */
  of(ids: readonly number[]): CopiedRow[] {
    return this.#rows(() => this.#sql.of.all(JSON.stringify(ids)));
  }

  #rows(query: () => unknown[]): CopiedRow[] {
    const rows = this.#read(query) as (CopiedScan & { id: number })[];
    return rows.map(({ id, ...scan }) => ({
      id,
      scan: { ...scan, code: scan.code ?? this.#codeOf(scan) },
    }));
  }

  /** One that was put away has no code on purpose: nobody may send it again. */
  #codeOf({ scanId, state }: CopiedScan): string | null {
    return state === 'done' ? (this.#codes?.get(scanId) ?? null) : null;
  }
}

const COLUMNS = `scan.id, scan_id AS scanId, idempotency_key AS idempotencyKey, base_url AS baseUrl,
  kind, code, code_tail AS codeTail, location, venue_day AS venueDay, source,
  scanned_at AS scannedAt, CASE state WHEN ${STATE.sending} THEN ${STATE.pending} ELSE state END AS state,
  outcome, reason, told, first_told AS firstTold, attempts, last_status AS lastStatus, last_code AS lastCode,
  settled_at AS settledAt`;

/** As many of the newest ids as a page takes, so that no page looks at more of them. */
const newestIds = (where: string) =>
  `SELECT id FROM scan WHERE ${where} AND id <= @id ORDER BY id DESC LIMIT @limit`;

const FROM = 'FROM scan JOIN destination ON destination.id = destination_id';

function prepareQueries(db: Database.Database) {
  return {
    newest: db.prepare(`SELECT ${COLUMNS} ${FROM} ORDER BY scan.id DESC LIMIT 1`),
    after: db.prepare(`SELECT ${COLUMNS} ${FROM} WHERE scan.id > ? ORDER BY scan.id LIMIT ?`),
    upTo: db.prepare(`SELECT ${COLUMNS} ${FROM} WHERE scan.id <= ? ORDER BY scan.id DESC LIMIT ?`),
    // Each state has a partial index of its own, and one condition over all of them would use none. The index of those
    // that wait is sorted by their ids only within a destination and a kind.
    openUpTo: db.prepare(
      `SELECT ${COLUMNS} ${FROM} WHERE scan.id IN (
         SELECT waiting.value
         FROM destination AS d, json_each('${JSON.stringify(KINDS)}') AS k, json_each((
           SELECT json_group_array(id) FROM (${newestIds(
             `state = ${STATE.pending} AND destination_id = d.id AND kind = k.value`,
           )})
         )) AS waiting
         UNION ALL SELECT id FROM (${newestIds(`state = ${STATE.sending}`)})
         UNION ALL SELECT id FROM (${newestIds(`state = ${STATE.attention}`)})
         UNION ALL SELECT id FROM (${newestIds(`state = ${STATE.rejected} AND ${IS_REFUSED}`)})
       ) ORDER BY scan.id DESC LIMIT @limit`,
    ),
    of: db.prepare(`SELECT ${COLUMNS} ${FROM} WHERE scan.id IN (SELECT value FROM json_each(?))`),
  };
}
