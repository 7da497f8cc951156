import path from 'node:path';
import Database from 'better-sqlite3';
import { makePrivate } from '../../system/durable-file.ts';
import { makeFolder } from '../../system/make-folder.ts';
import { migrations } from './migrations/index.ts';

/** The file is this process's alone: whoever else holds it (a backup, a curious person) must not keep people waiting. */
export const BUSY_MS = 250;

/** The database was written by a newer version of the app, whose shape this one doesn't know. */
export class DatabaseTooNewError extends Error {
  override readonly name = 'DatabaseTooNewError';
}

/**
 * Opens `kiosk.db` in the data folder, makes both where they are missing and brings the database to this
 * version's shape.
 *
 * @throws DatabaseTooNewError where a newer version wrote it; nothing is changed then
 * @throws what SQLite or the file system says, where the folder or the file can't be used
 */
export function openDatabase(dataDir: string): Database.Database {
  makeFolder(dataDir);
  const file = databaseFile(dataDir);
  // Codes on badges are personal. SQLite gives its -wal and -shm files the mode that it finds.
  makePrivate(file);
  return openPrepared(file);
}

export function databaseFile(dataDir: string): string {
  return path.join(dataDir, 'kiosk.db');
}

/** Opens a database whose file is there, as {@link openDatabase} does. */
export function openPrepared(file: string): Database.Database {
  const db = new Database(file, { timeout: BUSY_MS });
  try {
    const version = checkVersion(db);
    prepare(db);
    migrate(db, version);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** One more connection to a database that `openDatabase` has opened. */
export function connect(dataDir: string): Database.Database {
  const db = new Database(databaseFile(dataDir), { timeout: BUSY_MS, fileMustExist: true });
  prepare(db);
  return db;
}

/**
 * Has SQLite take nothing on trust of what a file says: no function of its shape that could do harm, no row that
 * doesn't fit its page. The shape can't be edited as if it were a table, either: better-sqlite3 has SQLite's
 * "defensive" mode on by itself.
 */
export function distrust(db: Database.Database): void {
  db.pragma('trusted_schema = OFF');
  db.pragma('cell_size_check = ON');
}

function prepare(db: Database.Database) {
  distrust(db);
  db.pragma('journal_mode = WAL');
  // Without this the library's WAL default leaves a commit in memory: a power cut would take acknowledged scans.
  db.pragma('synchronous = FULL');
  db.pragma('foreign_keys = ON');
  // What is taken out of a row is overwritten, not only no longer pointed at: codes on badges are personal.
  db.pragma('secure_delete = ON');
}

/** Before anything else: switching the journal's mode already writes. */
function checkVersion(db: Database.Database): number {
  const version = Number(db.pragma('user_version', { simple: true }));
  refuseNewer(version);
  return version;
}

/** @throws DatabaseTooNewError */
export function refuseNewer(version: number): void {
  if (version <= migrations.length) return;
  throw new DatabaseTooNewError(
    `The database is of a newer version (${version}) than this app knows (${migrations.length}). ` +
      'Nothing was changed; install the newer app again.',
  );
}

/** Takes a database from a version's shape to the newest. */
export function migrate(db: Database.Database, version: number) {
  for (const [index, sql] of migrations.entries()) {
    if (index < version) continue;
    db.transaction(() => {
      db.exec(sql);
      db.pragma(`user_version = ${index + 1}`);
    }).immediate();
  }
}
