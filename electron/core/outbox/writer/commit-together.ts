import Database from 'better-sqlite3';

/** What became of one write. */
export type Written<T> = { ok: true; value: T } | { ok: false; error: unknown };

/**
 * Runs several writes in one transaction, and so with one wait for the disk.
 *
 * If the transaction fails, each write is tried alone, so that a bad one doesn't take the others with it. A write may
 * therefore run twice, the first time undone.
 *
 * @returns what became of each write, in their order, once it is on disk
 */
export function commitTogether<T>(
  db: Database.Database,
  writes: readonly (() => T)[],
): Written<T>[] {
  if (writes.length === 1) return writes.map((write) => commitAlone(db, write));
  try {
    const values = db.transaction(() => writes.map((write) => write())).immediate();
    return values.map((value) => ({ ok: true, value }));
  } catch (error) {
    // Somebody else holds the database. Trying each write alone would mean waiting for them every time.
    if (isBusy(error)) return writes.map(() => ({ ok: false, error }));
    return writes.map((write) => commitAlone(db, write));
  }
}

function commitAlone<T>(db: Database.Database, write: () => T): Written<T> {
  try {
    return { ok: true, value: db.transaction(write).immediate() };
  } catch (error) {
    return { ok: false, error };
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY');
}
