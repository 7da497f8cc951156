import { lstatSync, rmSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { checkIsOurs, makePrivate } from './durable-file.ts';
import { claimFolder } from './private-folder.ts';
import { renameFile } from './rename-file.ts';

/** Another running instance holds the data folder. */
export class FolderInUseError extends Error {
  override readonly name = 'FolderInUseError';
}

/**
 * Held here, not by the caller: a connection that nobody refers to is closed by the garbage collector, lock and all.
 */
const held = new Set<Database.Database>();

/**
 * Takes the data folder for this process, until it ends by whatever way: SQLite's lock on a file of its own is the
 * operating system's, so nothing stays behind after a crash and `kiosk.db` can still be read by others.
 *
 * @returns what gives it back
 * @throws FolderInUseError at once where another process holds it
 * @throws UntrustedFolderError where another user can get at it
 * @throws StrangeFileError where something that is no file has the lock's name
 */
export function lockDataFolder(dataDir: string): () => void {
  claimFolder(dataDir);
  const file = path.join(dataDir, 'instance.lock');
  const db = takeAlone(file) ?? takeFromReaders(file);
  if (!db) throw new FolderInUseError(`Another instance is using ${dataDir}`);
  held.add(db);
  return () => {
    held.delete(db);
    db.close();
  };
}

/** Null where somebody else holds the file, or it has been replaced meanwhile. */
function takeAlone(file: string): Database.Database | null {
  makePrivate(file);
  // SQLite would wait for a pipe for ever.
  const journal = lstatSync(`${file}-journal`, { throwIfNoEntry: false });
  if (journal) checkIsOurs(`${file}-journal`, journal);
  const { ino } = lstatSync(file);
  const db = begin(file, 'BEGIN EXCLUSIVE');
  if (db && lstatSync(file, { throwIfNoEntry: false })?.ino === ino) return db;
  db?.close();
  return null;
}

/**
 * Puts a new lock in the place of one that is held by readers alone. An instance holds it for writing: a lock for
 * reading is that of someone who opened the file while an earlier version let everybody, and he may hold it for ever.
 *
 * If two starts do this at once, only one of them can lock the new file; it holds that lock until the file has been
 * renamed into place. Windows has no such modes, and renames no file that is open: there nothing is replaced.
 *
 * @returns null where somebody holds it for writing
 */
function takeFromReaders(file: string): Database.Database | null {
  if (process.platform === 'win32') return null;
  const made = `${file}.new`;
  const mine = takeAlone(made);
  if (!mine) return null;
  let old: Database.Database | null = null;
  try {
    // As long as this reads nobody can take the old one.
    old = begin(file, 'BEGIN; SELECT * FROM sqlite_schema');
    if (old) {
      renameFile(made, file);
      return mine;
    }
    rmSync(made, { force: true });
  } catch (error) {
    mine.close();
    throw error;
  } finally {
    old?.close();
  }
  mine.close();
  return null;
}

/** Null where a lock of somebody else's doesn't let us. */
function begin(file: string, sql: string): Database.Database | null {
  const db = new Database(file, { timeout: 0 });
  try {
    db.exec(sql);
    return db;
  } catch (error) {
    db.close();
    if (error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY')) return null;
    throw error;
  }
}
