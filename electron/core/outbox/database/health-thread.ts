// Examines the database on a thread of its own: with a million scans that takes seconds, in which nobody may wait.
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import Database from 'better-sqlite3';
import { BUSY_MS, databaseFile, distrust } from './database.ts';

/** What the thread has found out. */
export type DatabaseFindings = {
  /** `ok` alone, or the first few faults. SQLite names tables and rows in them, and never what is in a row. */
  integrity: string[];
  version: unknown;
  sqlite: unknown;
  pages: unknown;
  pageSize: unknown;
  freePages: unknown;
  /** How many scans there are of each kind in each state, for all addresses. */
  scans: unknown[];
};

/** How many faults are worth a line. */
const FAULTS = 20;

(parentPort as MessagePort).postMessage(examine(workerData.dataDir as string));

function examine(dataDir: string): DatabaseFindings {
  const options = { readonly: true, fileMustExist: true, timeout: BUSY_MS };
  const db = new Database(databaseFile(dataDir), options);
  try {
    distrust(db);
    const pragma = (name: string) => db.pragma(name, { simple: true });
    return {
      version: pragma('user_version'),
      sqlite: db.prepare('SELECT sqlite_version()').pluck().get(),
      pages: pragma('page_count'),
      pageSize: pragma('page_size'),
      freePages: pragma('freelist_count'),
      scans: db
        .prepare(
          'SELECT kind, state, sum(n) AS count FROM scan_count GROUP BY kind, state HAVING count > 0',
        )
        .all(),
      integrity: db.prepare(`PRAGMA integrity_check(${FAULTS})`).pluck().all().map(String),
    };
  } finally {
    db.close();
  }
}
