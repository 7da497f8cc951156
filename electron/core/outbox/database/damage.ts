import { rmSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { isThere, writeDurably } from '../../system/durable-file.ts';

/** The columns of the two tables that a salvage carries over, in the order of the rows. */
export type Columns = { scan: string[]; destination: string[] };

/** A look inside the database found what SQLite itself does not object to. */
export class DamagedDatabaseError extends Error {
  override readonly name = 'DamagedDatabaseError';
  /** As SQLite would call it: an error that crosses to another thread is known by its code alone. */
  readonly code = 'SQLITE_CORRUPT';
  /** As the database itself has them, where its tables may not be those that its version says; else null. */
  readonly columns: Columns | null;

  constructor(message: string, columns: Columns | null = null) {
    super(message);
    this.columns = columns;
  }
}

/**
 * Whether an error says that the database itself is damaged, so that trying again can't help: as opposed to a full
 * disk, a disk that fails, a database that is held, can't be written or is of a newer version.
 */
export function isDamage(error: unknown): boolean {
  if (error instanceof DamagedDatabaseError) return true;
  if (!(error instanceof Database.SqliteError)) return false;
  // SQLITE_CORRUPT has finer kinds, such as SQLITE_CORRUPT_INDEX.
  return error.code === 'SQLITE_NOTADB' || /^SQLITE_CORRUPT(_|$)/.test(error.code);
}

const suspectFile = (dataDir: string) => path.join(dataDir, 'kiosk.db-suspect');

/**
 * Notes that a statement met damage: the next opening looks at the whole database.
 *
 * @returns false where even that could not be written
 */
export function markSuspect(dataDir: string): boolean {
  try {
    writeDurably(suspectFile(dataDir), '');
    return true;
  } catch {
    return false;
  }
}

export function isSuspect(dataDir: string): boolean {
  return isThere(suspectFile(dataDir));
}

export function clearSuspicion(dataDir: string): void {
  rmSync(suspectFile(dataDir), { force: true });
}
