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

/** The locks that are held. The garbage collector would close a connection that nobody refers to, and free its lock. */
const held = new Set<Database.Database>();

/**
 * Takes the data folder for this process, until the process ends in whatever way.
 *
 * The lock is SQLite's on a file of its own. It belongs to the operating system, so nothing is left behind after a
 * crash, and others can still read `kiosk.db`.
 *
 * @param lock the lock's name, where a folder has more than one
 * @returns a function that gives the folder back
 * @throws FolderInUseError at once if another process holds it
 * @throws UntrustedFolderError if another user has access to it
 * @throws StrangeFileError if something other than a file has the lock's name
 */
export function lockDataFolder(dataDir: string, lock = 'instance.lock'): () => void {
  claimFolder(dataDir);
  const file = path.join(dataDir, lock);
  const db = takeAlone(file) ?? takeFromReaders(file);
  if (!db) throw new FolderInUseError(`Another instance is using ${dataDir}`);
  held.add(db);
  return () => {
    held.delete(db);
    db.close();
  };
}

/** Returns null if somebody else holds the file, or if it has been replaced meanwhile. */
function takeAlone(file: string): Database.Database | null {
  makePrivate(file);
  // SQLite would wait for ever for a pipe.
  const journal = lstatSync(`${file}-journal`, { throwIfNoEntry: false });
  if (journal) checkIsOurs(`${file}-journal`, journal);
  const { ino } = lstatSync(file);
  const db = begin(file, 'BEGIN EXCLUSIVE');
  if (db && lstatSync(file, { throwIfNoEntry: false })?.ino === ino) return db;
  db?.close();
  return null;
}

/**
 * Puts a new lock file in the place of one that only readers hold. An instance holds the lock for writing. A reader is
 * somebody who opened the file when an earlier version let everybody do so, and they may hold it for ever.
 *
 * If two starts do this at once, only one of them can lock the new file; it holds that lock until the file has been
 * renamed into place. Windows has no such file modes and can't rename an open file, so nothing is replaced there.
 *
 * @returns null if somebody holds the lock for writing
 */
function takeFromReaders(file: string): Database.Database | null {
  if (process.platform === 'win32') return null;
  const made = `${file}.new`;
  const mine = takeAlone(made);
  if (!mine) return null;
  let old: Database.Database | null = null;
  try {
    // While this connection reads, nobody can take the old lock.
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

/** Returns null if somebody else's lock is in the way. */
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
