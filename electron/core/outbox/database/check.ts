import Database from 'better-sqlite3';
import { RECOUNTS } from '../recount.ts';
import { STATE } from '../sql.ts';
import { type Columns, DamagedDatabaseError } from './damage.ts';
import { migrations } from './migrations/index.ts';

/** Milliseconds. The look takes one or two; a database with which it takes this long was made to keep us busy. */
const LOOK_MS = 10_000;

/**
 * Checks that a database has the shape of its version, and reads a row at either end of its tables. This is as quick
 * with a million scans as with none.
 *
 * @param monotonic milliseconds
 * @throws DamagedDatabaseError, or what SQLite says
 */
export function checkQuickly(
  db: Database.Database,
  monotonic: () => number = () => performance.now(),
): void {
  checkShape(db);
  const version = versionOf(db);
  if (version === 0) return;
  const until = monotonic() + LOOK_MS;
  for (const sql of [
    'SELECT * FROM destination',
    'SELECT n FROM scan_count',
    'SELECT * FROM scan ORDER BY id LIMIT 1',
    'SELECT * FROM scan ORDER BY id DESC LIMIT 1',
    `SELECT * FROM scan WHERE state = ${STATE.sending}`,
    ...(version >= CLAIMS_VERSION ? CLAIMS_ENDS : []),
    ...(version >= ATTEMPTS_VERSION ? ATTEMPTS_ENDS : []),
    ...(version >= TALLIES_VERSION ? TALLIES_ENDS : []),
  ]) {
    for (const _ of db.prepare(sql).iterate()) {
      // In a damaged tree, branches may lead back to one another, and reading would never end.
      if (monotonic() > until) throw new DamagedDatabaseError('Reading the database has no end');
    }
  }
}

const CLAIMS_VERSION = 5;
const CLAIMS_ENDS = ['claim ORDER BY scan_id', 'others_claim ORDER BY id'].flatMap(endsOf);
const ATTEMPTS_VERSION = 6;
const ATTEMPTS_ENDS = endsOf('attempt ORDER BY scan_row');
const TALLIES_VERSION = 7;
const TALLIES_ENDS = [
  'scan_tally ORDER BY destination_id',
  'people_tally ORDER BY destination_id',
  'repeat_tally ORDER BY destination_id',
  'answer_time ORDER BY destination_id',
  'connection_change ORDER BY id',
  'thinned_day ORDER BY destination_id',
].flatMap(endsOf);

function endsOf(rows: string): string[] {
  return [`SELECT * FROM ${rows} LIMIT 1`, `SELECT * FROM ${rows} DESC LIMIT 1`];
}

/**
 * Compares a database's shape with the one that the migrations make. A trigger, a view or a column that somebody has
 * added could remove a scan or keep it waiting for ever. Only the description is read; nothing in it runs.
 *
 * @throws DamagedDatabaseError, or what SQLite says
 */
export function checkShape(db: Database.Database): void {
  const version = versionOf(db);
  const shape = shapeOf(db);
  // A migration and its version number are one transaction, so we never leave such a database.
  if (version === 0 && shape.length > 0) {
    throw new DamagedDatabaseError('The database has tables but no version');
  }
  const wanted = shapeOfVersion(version);
  if (shape.length !== wanted.length || shape.some((part, i) => part !== wanted[i])) {
    throw new DamagedDatabaseError('The database has not the shape of its version', columnsOf(db));
  }
}

/**
 * Makes the same check for use before each write, because somebody else may change the shape between two writes. It has
 * to be called within a transaction that may write, so that nobody can change the shape any more.
 *
 * @throws DamagedDatabaseError, or what SQLite says
 */
export function shapeGuard(db: Database.Database): () => void {
  const current = db.prepare('PRAGMA schema_version').pluck();
  let known: unknown = null;
  return () => {
    const version = current.get();
    if (version === known) return;
    checkShape(db);
    known = version;
  };
}

/** The columns that the tables really have; null if the scans or their destinations are no table. */
function columnsOf(db: Database.Database): Columns | null {
  const isTable = db.prepare(`SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?`);
  if (!isTable.get('scan') || !isTable.get('destination')) return null;
  return {
    scan: columnNames(db, 'scan'),
    destination: columnNames(db, 'destination'),
    claim: isTable.get('claim') ? columnNames(db, 'claim') : [],
  };
}

/** The names of a table's columns, in the order in which its rows hold them. */
export function columnNames(db: Database.Database, table: string): string[] {
  return db.prepare('SELECT name FROM pragma_table_info(?)').pluck().all(table) as string[];
}

const versionOf = (db: Database.Database) => Number(db.pragma('user_version', { simple: true }));

/**
 * Reads the whole database, which takes seconds with a million scans.
 *
 * @throws DamagedDatabaseError, or what SQLite says
 */
export function checkWhole(db: Database.Database): void {
  const found = db.pragma('integrity_check(1)', { simple: true });
  if (found !== 'ok') throw new DamagedDatabaseError(String(found));
  const recounts: Record<string, string> = {
    scan_count: 'SELECT destination_id, kind, state, count(*) FROM scan GROUP BY 1, 2, 3',
    ...(versionOf(db) >= TALLIES_VERSION ? RECOUNTS : {}),
  };
  for (const [table, real] of Object.entries(recounts)) {
    const counted = `SELECT * FROM ${table} WHERE n <> 0`;
    for (const sql of [
      `SELECT * FROM (${counted}) EXCEPT SELECT * FROM (${real})`,
      `SELECT * FROM (${real}) EXCEPT SELECT * FROM (${counted})`,
    ]) {
      if (db.prepare(sql).get()) throw new DamagedDatabaseError('The scans are counted wrongly');
    }
  }
}

function shapeOfVersion(version: number): string[] {
  const db = new Database(':memory:');
  try {
    for (const sql of migrations.slice(0, version)) db.exec(sql);
    return shapeOf(db);
  } finally {
    db.close();
  }
}

/** The tables, indexes, triggers and views, without the statistics that `ANALYZE` makes: anybody may run that. */
function shapeOf(db: Database.Database): string[] {
  return db
    .prepare(
      `SELECT type || ' ' || name || ' ' || tbl_name || ' ' || coalesce(sql, '') AS part FROM sqlite_schema
       WHERE NOT (type = 'table' AND name IN ('sqlite_stat1', 'sqlite_stat4')) ORDER BY part`,
    )
    .pluck()
    .all() as string[];
}
