import { rmSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { isThere, writeDurably } from '../../system/durable-file.ts';

/** The tables that a salvage carries over. */
export const CARRIED_TABLES = ['scan', 'destination', 'claim'] as const;

/** The columns of these tables, in the order in which rows hold them. A table that isn't there has none. */
export type Columns = Record<(typeof CARRIED_TABLES)[number], string[]>;

/** A check found something wrong in the database that SQLite itself doesn't object to. */
export class DamagedDatabaseError extends Error {
  override readonly name = 'DamagedDatabaseError';
  /** The code that SQLite would use. Between threads, an error is recognised by its code alone. */
  readonly code = 'SQLITE_CORRUPT';
  /** The columns that the database really has, if its tables may not be those of its version; otherwise null. */
  readonly columns: Columns | null;

  constructor(message: string, columns: Columns | null = null) {
    super(message);
    this.columns = columns;
  }
}

/**
 * Whether an error says that the database itself is damaged, so that trying again can't help. A full or failing disk,
 * or a database that is locked, read-only or of a newer version, is not damage.
 */
export function isDamage(error: unknown): boolean {
  if (error instanceof DamagedDatabaseError) return true;
  if (!(error instanceof Database.SqliteError)) return false;
  // SQLITE_CORRUPT has finer kinds, such as SQLITE_CORRUPT_INDEX.
  return error.code === 'SQLITE_NOTADB' || /^SQLITE_CORRUPT(_|$)/.test(error.code);
}

const suspectFile = (dataDir: string) => path.join(dataDir, 'kiosk.db-suspect');

/**
 * Notes that a statement met damage, so that the next opening examines the whole database.
 *
 * @returns false if even that could not be written
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
