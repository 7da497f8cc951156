import Database from 'better-sqlite3';
import { columnNames } from '../database/check.ts';
import type { Columns } from '../database/damage.ts';
import { migrate } from '../database/database.ts';
import { migrations } from '../database/migrations/index.ts';
import type { PageImage } from './page-image.ts';
import { type PageRow, rowsOf, type Value } from './page-rows.ts';
import { PAGE_SIZE } from './wal-frames.ts';

/** What could be saved of a damaged database. */
export type CarriedOver = {
  /** Scans that are in the new database. */
  carriedOver: number;
  /** Scans that the damaged database counted and that can't be read in it. */
  lost: number;
  /** More may be lost than are known to be: the count itself can't be trusted. */
  moreFeared: boolean;
  /** Scans among those carried over that nobody knows the destination of: they are kept and not sent. */
  withoutDestination: number;
};

/** Bytes: the two random ids and the code's hash alone. */
const SMALLEST_SCAN = 88;

/**
 * How far a page is believed: one that is `current` over one that was `superseded`, and that over one that is
 * `broken` or was left behind, which only gives what is nowhere else.
 */
type Standing = 'current' | 'superseded' | 'broken';

/**
 * Fills a new database with what can be read of a damaged one, page by page and by the form of its rows: no tree
 * and no schema has to be whole.
 *
 * What was waiting or under way waits again, as something that Confera may have: its latest state may be lost.
 *
 * @param db a new database without any table yet
 * @param found the columns as the damaged database has them, where that could be read
 */
export function carryOver(
  image: PageImage,
  db: Database.Database,
  found: Columns | null,
): CarriedOver {
  migrate(db, 0);
  // A scan may be found before its destination.
  db.pragma('foreign_keys = OFF');
  return db.transaction(() => {
    const writer = new Writer(db, chooseColumns(image.userVersion(), found));
    const counts = new Map<string, number>();
    const free = image.freePages();
    for (const { page, bytes } of image.currentPages()) {
      const standing = free.has(page) ? 'superseded' : 'current';
      for (const row of rowsAt(image, page, bytes)) {
        writer.take(row, standing);
        if (standing === 'current') noteCount(counts, row);
      }
    }
    for (const { page, bytes, sound } of image.otherPages()) {
      for (const row of rowsAt(image, page, bytes)) {
        writer.take(row, sound ? 'superseded' : 'broken');
      }
    }
    const withoutDestination = writer.finish();
    const carriedOver = numberFrom(db, 'SELECT count(*) FROM scan');
    const counted = countedIn(counts, image);
    return {
      carriedOver,
      lost: Math.max(0, (counted ?? 0) - carriedOver),
      moreFeared: counted === null || endIsInDoubt(image),
      withoutDestination,
    };
  })();
}

function rowsAt(image: PageImage, page: number, bytes: Buffer): PageRow[] {
  return rowsOf({ bytes, first: page === 1, follow: (next) => image.current(next) });
}

/** A frame that can't be read, with no later one of its page, may have held the newest scans and the newest count. */
function endIsInDoubt({ wal, walIndex }: PageImage): boolean {
  if (wal === null) return walIndex !== null && walIndex.committed > walIndex.checkpointed;
  if (walIndex?.salts.equals(wal.salts) && walIndex.committed > wal.frames.length) return true;
  const { frames } = wal;
  const end = frames.findLastIndex(({ ours }) => ours) + 1;
  return frames
    .slice(0, end)
    .some(
      ({ sound, page }, i) =>
        !sound && !frames.slice(i + 1, end).some((later) => later.sound && later.page === page),
    );
}

/** The names of the columns in the order that rows were written in by a version of the app. */
function columnsOf(version: number | null): Columns {
  const db = new Database(':memory:');
  try {
    for (const sql of migrations.slice(0, version || migrations.length)) db.exec(sql);
    return { scan: columnNames(db, 'scan'), destination: columnNames(db, 'destination') };
  } finally {
    db.close();
  }
}

/** What the tables themselves say counts where it is all known: somebody may have taken a column away, or moved one. */
function chooseColumns(version: number | null, found: Columns | null): Columns {
  const ours = columnsOf(version);
  const choose = (table: keyof Columns) => {
    const names = found?.[table] ?? [];
    const isKnown = names.length > 0 && names.every((name) => ours[table].includes(name));
    return isKnown ? names : ours[table];
  };
  return { scan: choose('scan'), destination: choose('destination') };
}

function noteCount(counts: Map<string, number>, { rowid, values }: PageRow) {
  const [destination, kind, state, n] = values;
  if (rowid !== null || values.length !== 4) return;
  if (typeof kind !== 'string' || typeof state !== 'string' || typeof n !== 'number') return;
  counts.set(JSON.stringify([destination, kind, state]), n);
}

/** Null where the count is lost, or is more than the database has room for. */
function countedIn(counts: Map<string, number>, { fileSize, wal }: PageImage): number | null {
  if (counts.size === 0) return null;
  const counted = [...counts.values()].reduce((sum, n) => sum + n, 0);
  const room = fileSize + (wal?.frames.length ?? 0) * PAGE_SIZE;
  return counted <= room / SMALLEST_SCAN ? counted : null;
}

type Named = Record<string, Value>;

/** The later a state, the higher: of two versions of a scan with as many attempts the higher one is newer. */
const RANK: Record<string, number> = { sending: 0, rejected: 1, attention: 1, pending: 2, done: 3 };

/** What a scan keeps for as long as it is kept. */
const FIXED = new Set(['id', 'scan_id', 'destination_id', 'kind']);

class Writer {
  readonly #db: Database.Database;
  readonly #columns: Columns;
  readonly #known: { scan: Set<string>; destination: Set<string> };
  readonly #statements = new Map<string, Database.Statement>();
  /** From the index over destinations: it has them where their table is lost. */
  readonly #indexed: { id: number; base_url: string }[] = [];

  constructor(db: Database.Database, columns: Columns) {
    this.#db = db;
    this.#columns = columns;
    this.#known = {
      scan: new Set(columnNames(db, 'scan')),
      destination: new Set(columnNames(db, 'destination')),
    };
  }

  take(row: PageRow, standing: Standing): void {
    if (row.rowid === null) {
      const [url, id] = row.values;
      if (isUrl(url) && typeof id === 'number') this.#indexed.push({ id, base_url: url });
      return;
    }
    const destination = this.#named('destination', row);
    if (row.values.length <= this.#columns.destination.length && isUrl(destination.base_url)) {
      this.#insert('destination', destination);
      return;
    }
    const scan = this.#named('scan', row);
    if (isScan(scan)) this.#takeScan(scan, standing);
  }

  /** @returns how many scans have no destination that is known */
  finish(): number {
    for (const destination of this.#indexed) this.#insert('destination', destination);
    // Nothing is sent to such an address; the scans can be exported, and the name says which belong together.
    this.#db.exec(`
      INSERT INTO destination (id, base_url)
        SELECT DISTINCT destination_id, 'unknown:' || destination_id FROM scan
        WHERE destination_id NOT IN (SELECT id FROM destination);
      DELETE FROM scan WHERE code IS NULL AND state IN ('pending', 'sending');
      UPDATE scan SET code = NULL WHERE state = 'done' AND code IS NOT NULL;
      UPDATE scan SET state = 'pending', ambiguous = 1, not_before = 0, boot = NULL, uptime = NULL
        WHERE state IN ('pending', 'sending');
    `);
    return numberFrom(
      this.#db,
      `SELECT count(*) FROM scan JOIN destination ON destination.id = destination_id
       WHERE base_url LIKE 'unknown:%'`,
    );
  }

  #takeScan(scan: Named, standing: Standing) {
    if (this.#insert('scan', scan)) return;
    const have = this.#statement('SELECT id, attempts, state FROM scan WHERE scan_id = ?').get(
      scan.scan_id,
    ) as { id: number; attempts: number; state: string } | undefined;
    if (have && standing !== 'broken' && isNewer(scan, have)) this.#update(have.id, scan);
    // Two scans with one number: whichever page lies, both are kept.
    if (!have && standing === 'current') this.#insert('scan', { ...scan, id: null });
  }

  /** False where it doesn't fit into the table, or is in it already. */
  #insert(table: 'scan' | 'destination', row: Named): boolean {
    const names = Object.keys(row).filter((name) => this.#known[table].has(name));
    const statement = this.#statement(
      `INSERT OR IGNORE INTO ${table} (${names}) VALUES (${names.map(() => '?')})`,
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

  /** A row may have fewer columns than its table: those are of a later step than it. */
  #named(table: 'scan' | 'destination', { rowid, values }: PageRow): Named {
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

function isNewer(found: Named, have: { attempts: number; state: string }): boolean {
  const attempts = Number(found.attempts) - have.attempts;
  if (attempts !== 0) return attempts > 0;
  return (RANK[String(found.state)] ?? 0) > (RANK[have.state] ?? 0);
}

function numberFrom(db: Database.Database, sql: string): number {
  return db.prepare(sql).pluck().get() as number;
}
