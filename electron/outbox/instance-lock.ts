import path from 'node:path';
import Database from 'better-sqlite3';
import { makeFolder } from '../make-folder.ts';

/** Another running instance holds the data folder. */
export class FolderInUseError extends Error {
  override readonly name = 'FolderInUseError';
}

/** Held here, not by the caller: a connection that nobody refers to is closed by the garbage collector, lock and all. */
const held = new Set<Database.Database>();

/**
 * Takes the data folder for this process, until it ends by whatever way: SQLite's lock on a file of its own is the
 * operating system's, so nothing stays behind after a crash and `kiosk.db` can still be read by others.
 *
 * @returns what gives it back
 * @throws FolderInUseError at once where another process holds it
 */
export function lockDataFolder(dataDir: string): () => void {
  makeFolder(dataDir);
  const db = new Database(path.join(dataDir, 'instance.lock'), { timeout: 0 });
  try {
    db.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    db.close();
    if (error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY')) {
      throw new FolderInUseError(`Another instance is using ${dataDir}`);
    }
    throw error;
  }
  held.add(db);
  return () => {
    held.delete(db);
    db.close();
  };
}
