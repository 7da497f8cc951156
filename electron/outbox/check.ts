import Database from 'better-sqlite3';
import { DamagedDatabaseError } from './damage.ts';
import { migrations } from './migrations/index.ts';

/**
 * Looks whether a database has the shape that its version says, and reads a row at either end of its tables: as
 * quick with a million scans as with none.
 *
 * @throws DamagedDatabaseError, or what SQLite says
 */
export function checkQuickly(db: Database.Database): void {
  const version = Number(db.pragma('user_version', { simple: true }));
  const shape = new Set(shapeOf(db));
  // A step of the shape and its number are one transaction.
  if (version === 0 && shape.size > 0) {
    throw new DamagedDatabaseError('The database has tables but no version');
  }
  for (const part of shapeOfVersion(version)) {
    if (!shape.has(part)) throw new DamagedDatabaseError('The database lacks a part of its shape');
  }
  if (version === 0) return;
  for (const sql of [
    'SELECT * FROM destination',
    'SELECT sum(n) FROM scan_count',
    'SELECT * FROM scan ORDER BY id LIMIT 1',
    'SELECT * FROM scan ORDER BY id DESC LIMIT 1',
    `SELECT * FROM scan WHERE state = 'sending'`,
  ]) {
    db.prepare(sql).all();
  }
}

/**
 * Reads the whole database: seconds with a million scans.
 *
 * @throws DamagedDatabaseError, or what SQLite says
 */
export function checkWhole(db: Database.Database): void {
  const found = db.pragma('integrity_check(1)', { simple: true });
  if (found !== 'ok') throw new DamagedDatabaseError(String(found));
  const counted = 'SELECT destination_id, kind, state, n FROM scan_count WHERE n <> 0';
  const real = 'SELECT destination_id, kind, state, count(*) FROM scan GROUP BY 1, 2, 3';
  for (const sql of [`${counted} EXCEPT ${real}`, `${real} EXCEPT ${counted}`]) {
    if (db.prepare(sql).get()) throw new DamagedDatabaseError('The scans are counted wrongly');
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

function shapeOf(db: Database.Database): string[] {
  return db
    .prepare(`SELECT type || ' ' || name || ' ' || coalesce(sql, '') FROM sqlite_schema`)
    .pluck()
    .all() as string[];
}
