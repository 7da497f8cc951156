import path from 'node:path';
import Database from 'better-sqlite3';
import { makePrivate } from '../../system/durable-file.ts';
import { makeFolder } from '../../system/make-folder.ts';
import { migrations } from './migrations/index.ts';

/**
 * How long to wait for somebody else who holds the database, in milliseconds. It is this process's alone, so a backup
 * or a curious person must not keep visitors waiting.
 */
export const BUSY_MS = 250;

/** The database was written by a newer version of the app, whose shape this version doesn't know. */
export class DatabaseTooNewError extends Error {
  override readonly name = 'DatabaseTooNewError';
}

/**
 * Opens `kiosk.db` in the data folder. It makes either of them if it is missing, and brings the database to this
 * version's shape.
 *
 * @throws DatabaseTooNewError if a newer version wrote it; nothing is changed then
 * @throws the error of SQLite or the file system if the folder or the file can't be used
 */
export function openDatabase(dataDir: string): Database.Database {
  makeFolder(dataDir);
  const file = databaseFile(dataDir);
  // Codes on badges are personal data. SQLite gives its -wal and -shm files the mode of the database's file.
  makePrivate(file);
  return openPrepared(file);
}

export function databaseFile(dataDir: string): string {
  return path.join(dataDir, 'kiosk.db');
}

/** Opens a database whose file exists, as {@link openDatabase} does. */
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
 * Has SQLite trust nothing that a file says: it runs no function from the file's schema that could do harm, and accepts
 * no row that doesn't fit its page. Nor can the schema be edited as if it were a table, because better-sqlite3 turns on
 * SQLite's "defensive" mode by itself.
 */
export function distrust(db: Database.Database): void {
  db.pragma('trusted_schema = OFF');
  db.pragma('cell_size_check = ON');
}

function prepare(db: Database.Database) {
  distrust(db);
  db.pragma('journal_mode = WAL');
  // By default the library leaves a WAL commit in memory, and a power cut would take scans that were acknowledged.
  db.pragma('synchronous = FULL');
  db.pragma('foreign_keys = ON');
  // Codes on badges are personal data, so whatever leaves a row is overwritten in the file and not only unlinked.
  db.pragma('secure_delete = ON');
}

/** Has to come before anything else, since even switching the journal's mode writes to the file. */
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

/** Takes a database from the shape of a version to the newest one. */
export function migrate(db: Database.Database, version: number) {
  for (const [index, sql] of migrations.entries()) {
    if (index < version) continue;
    db.transaction(() => {
      db.exec(sql);
      db.pragma(`user_version = ${index + 1}`);
    }).immediate();
  }
}
