import Database from 'better-sqlite3';
import { columnNames } from '../database/check.ts';
import type { Columns } from '../database/damage.ts';
import { RECOUNTS } from '../recount.ts';
import type { ScanState } from '../scan-row.ts';
import { CLAIM, STATE } from '../sql.ts';
import type { PageRow, Value } from './page-rows.ts';

/**
 * How far a page is trusted. A `current` page is trusted over a `superseded` one. A `broken` page, or one that an
 * earlier run left behind, only adds what is found nowhere else.
 */
export type Trust = 'current' | 'superseded' | 'broken';

type Table = keyof Columns;
type Named = Record<string, Value>;

/** Of two versions of a scan with the same number of attempts, the one whose state has the higher rank is newer. */
const RANK: Record<ScanState, number> = {
  sending: 0,
  rejected: 1,
  attention: 1,
  pending: 2,
  done: 3,
};

/** The states of a claim, without the quotes that SQL puts around them. */
const CLAIM_STATES = new Set(Object.values(CLAIM).map((literal) => literal.slice(1, -1)));

/** The columns that never change while a scan is kept. */
const FIXED = new Set(['id', 'scan_id', 'destination_id', 'kind']);

/** Takes the rows that a salvage finds into a new database, and keeps the newest version of each. */
export class RowIntake {
  readonly #db: Database.Database;
  readonly #columns: Columns;
  readonly #known: Record<Table, Set<string>>;
  readonly #statements = new Map<string, Database.Statement>();
  /** Destinations that were found in the index over them, which may be whole although their table is lost. */
  readonly #indexed: { id: number; base_url: string }[] = [];

  constructor(db: Database.Database, columns: Columns) {
    this.#db = db;
    this.#columns = columns;
    this.#known = {
      scan: new Set(columnNames(db, 'scan')),
      destination: new Set(columnNames(db, 'destination')),
      claim: new Set(columnNames(db, 'claim')),
    };
  }

  /**
   * Takes a row if it is a scan's, a destination's, one of this device's own claims or a thinned day; others are passed
   * over. Those of claims and days are where an index has its entries, because their tables have no row ids.
   */
  take(row: PageRow, trust: Trust): void {
    if (row.rowid === null) {
      const [url, id] = row.values;
      if (isUrl(url) && typeof id === 'number') this.#indexed.push({ id, base_url: url });
      const claim = this.#named('claim', row);
      // Its newest version is the current one. Without that one, any will do: it is offered again.
      if (isClaim(claim)) this.#insert('claim', claim, trust === 'current' ? 'REPLACE' : 'IGNORE');
      // No such day is ever made whole again, so an old version is as true as the newest.
      if (isThinnedDay(row.values)) {
        this.#statement('INSERT OR IGNORE INTO thinned_day VALUES (?, ?)').run(row.values);
      }
      return;
    }
    const destination = this.#named('destination', row);
    if (row.values.length <= this.#columns.destination.length && isUrl(destination.base_url)) {
      this.#insert('destination', destination);
      return;
    }
    const scan = this.#named('scan', row);
    if (isScan(scan)) this.#takeScan(scan, trust);
  }

  /**
   * Makes the rows that were taken into a database that fits together.
   *
   * @returns how many scans have no known destination
   */
  finish(): number {
    for (const destination of this.#indexed) this.#insert('destination', destination);
    // Nothing is ever sent to such an address. The scans can be exported, and it shows which of them belong together.
    // The latest state of a claim may be lost, and offering it again, or taking it back again, does no harm.
    this.#db.exec(`
      INSERT INTO destination (id, base_url)
        SELECT DISTINCT destination_id, 'unknown:' || destination_id FROM scan
        WHERE destination_id NOT IN (SELECT id FROM destination);
      DELETE FROM scan WHERE code IS NULL AND state IN (${STATE.pending}, ${STATE.sending});
      UPDATE scan SET code = NULL WHERE state = ${STATE.done} AND code IS NOT NULL;
      UPDATE scan
        SET state = ${STATE.pending}, ambiguous = 1, not_before = 0, boot = NULL, uptime = NULL
        WHERE state IN (${STATE.pending}, ${STATE.sending});
      DELETE FROM claim WHERE scan_id NOT IN (SELECT scan_id FROM scan);
      UPDATE claim SET
        destination_id = (SELECT destination_id FROM scan WHERE scan.scan_id = claim.scan_id),
        state = CASE state WHEN ${CLAIM.won} THEN ${CLAIM.toOffer}
          WHEN ${CLAIM.takenBack} THEN ${CLAIM.toTakeBack} ELSE state END;
    `);
    this.#tally();
    return this.#db
      .prepare(
        `SELECT count(*) FROM scan JOIN destination ON destination.id = destination_id
         WHERE base_url LIKE 'unknown:%'`,
      )
      .pluck()
      .get() as number;
  }

  /** Marks every day as one of which scans may be missing, because nobody knows of which day the lost ones were. */
  thinAllDays(): void {
    this.#db.exec(
      'INSERT OR IGNORE INTO thinned_day SELECT DISTINCT destination_id, venue_day FROM scan',
    );
  }

  /** The triggers have seen versions of scans that were replaced. The tallies have to tell what is left. */
  #tally() {
    for (const [table, real] of Object.entries(RECOUNTS)) {
      this.#db.exec(`DELETE FROM ${table}; INSERT INTO ${table} ${real}`);
    }
  }

  #takeScan(scan: Named, trust: Trust) {
    if (this.#insert('scan', scan)) return;
    const have = this.#statement('SELECT id, attempts, state FROM scan WHERE scan_id = ?').get(
      scan.scan_id,
    ) as { id: number; attempts: number; state: string } | undefined;
    if (have && trust !== 'broken' && isNewer(scan, have)) this.#update(have.id, scan);
    // Another scan has the same row id. One of the two pages is wrong, and since nobody knows which, both scans are
    // kept.
    if (!have && trust === 'current') this.#insert('scan', { ...scan, id: null });
  }

  /** Returns false if the row doesn't fit into the table, or is in it already. */
  #insert(table: Table, row: Named, or: 'IGNORE' | 'REPLACE' = 'IGNORE'): boolean {
    const names = Object.keys(row).filter((name) => this.#known[table].has(name));
    const statement = this.#statement(
      `INSERT OR ${or} INTO ${table} (${names}) VALUES (${names.map(() => '?')})`,
    );
    try {
      return statement.run(names.map((name) => row[name])).changes > 0;
    } catch (error) {
      if (!isConstraint(error)) throw error;
      return false;
    }
  }

  #update(id: number, scan: Named) {
    const names = Object.keys(scan).filter(
      (name) => this.#known.scan.has(name) && !FIXED.has(name),
    );
    const statement = this.#statement(
      `UPDATE OR IGNORE scan SET ${names.map((name) => `${name} = ?`)} WHERE id = ?`,
    );
    try {
      statement.run(
        names.map((name) => scan[name]),
        id,
      );
    } catch (error) {
      if (!isConstraint(error)) throw error;
    }
  }

  #statement(sql: string): Database.Statement {
    const known = this.#statements.get(sql);
    if (known) return known;
    const made = this.#db.prepare(sql);
    this.#statements.set(sql, made);
    return made;
  }

  /** Gives a row's values their names. A row that is older than the newest columns of its table doesn't have them. */
  #named(table: Table, { rowid, values }: PageRow): Named {
    const named: Named = {};
    for (const [i, name] of this.#columns[table].slice(0, values.length).entries()) {
      named[name] = name === 'id' ? rowid : (values[i] as Value);
    }
    return named;
  }
}

function isConstraint(error: unknown): boolean {
  return error instanceof Database.SqliteError && error.code.startsWith('SQLITE_CONSTRAINT');
}

function isUrl(value: Value | undefined): value is string {
  return typeof value === 'string' && /^https?:\/\//.test(value);
}

function isScan(row: Named): boolean {
  return (
    typeof row.scan_id === 'string' &&
    typeof row.idempotency_key === 'string' &&
    Buffer.isBuffer(row.code_hash) &&
    typeof row.attempts === 'number' &&
    typeof row.state === 'string' &&
    row.state in RANK
  );
}

function isThinnedDay(values: readonly Value[]): boolean {
  const [destination, day] = values;
  return (
    values.length === 2 &&
    Number.isInteger(destination) &&
    typeof day === 'string' &&
    /^\d{4}-\d\d-\d\d$/.test(day)
  );
}

function isClaim(row: Named): boolean {
  return (
    typeof row.scan_id === 'string' &&
    Buffer.isBuffer(row.key) &&
    typeof row.state === 'string' &&
    CLAIM_STATES.has(row.state)
  );
}

function rankOf(state: unknown): number {
  return RANK[state as ScanState] ?? 0;
}

function isNewer(found: Named, have: { attempts: number; state: string }): boolean {
  const attempts = Number(found.attempts) - have.attempts;
  if (attempts !== 0) return attempts > 0;
  return rankOf(found.state) > rankOf(have.state);
}
