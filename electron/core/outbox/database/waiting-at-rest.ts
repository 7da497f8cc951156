import Database from 'better-sqlite3';
import { carryOver } from '../salvage/carry-over.ts';
import { PageImage } from '../salvage/page-image.ts';
import { PAGE_SIZE } from '../salvage/wal-frames.ts';
import type { WaitingScan } from '../scan-row.ts';
import { prepareWaiting } from '../waiting-scans.ts';
import { checkQuickly, checkWhole } from './check.ts';
import { DamagedDatabaseError, isDamage } from './damage.ts';
import { databaseFile, migrate } from './database.ts';
import { checkBeside, findingOf } from './open-or-salvage.ts';

/** Where a database says how it is to be written and read, and the value that means without a WAL. */
const JOURNAL_VERSIONS = 18;
const ROLLBACK_JOURNAL = 1;

/** The scans that wait on this device. */
export type WaitingScans = {
  /** How many there are, for one address or for all. */
  count: (baseUrl?: string) => number;
  /** All their data, oldest first. */
  list: () => WaitingScan[];
  /** False if there may have been more of them than could be read. */
  complete: boolean;
};

/**
 * Reads the scans that wait in a data folder whose database nobody has open. It reads as much as it can, even if the
 * disk is full or read-only, or the database is damaged. It writes nothing, and leaves nothing open.
 *
 * @throws DatabaseTooNewError, or the file system's error if the database can't be read
 */
export function waitingAtRest(dataDir: string): WaitingScans {
  const file = databaseFile(dataDir);
  checkBeside(file);
  const image = new PageImage(file);
  try {
    const finding = findingOf(image);
    if (finding === 'not-a-file') throw new Error('What has the name of the database is no file');
    if (image.fileSize === 0 && finding === null) return listed(null, true);
    if (finding !== null) return readDamaged(image, null);
    try {
      return readSound(image);
    } catch (error) {
      if (!isDamage(error)) throw error;
      return readDamaged(image, error instanceof DamagedDatabaseError ? error.columns : null);
    }
  } finally {
    image.close();
  }
}

/** Has SQLite read a copy in memory. Throws if SQLite meets damage. */
function readSound(image: PageImage): WaitingScans {
  const pages = [...image.currentPages()];
  const last = pages.reduce((highest, { page }) => Math.max(highest, page), 0);
  const bytes = Buffer.alloc(last * PAGE_SIZE);
  for (const stored of pages) stored.bytes.copy(bytes, (stored.page - 1) * PAGE_SIZE);
  // The pages already include those of the WAL. The copy needs no WAL, and can't have one because it is not a file.
  bytes.fill(ROLLBACK_JOURNAL, JOURNAL_VERSIONS, JOURNAL_VERSIONS + 2);
  const db = new Database(bytes);
  try {
    checkQuickly(db);
    migrate(db, image.userVersion() ?? 0);
    checkWhole(db);
    return listed(db, true);
  } finally {
    db.close();
  }
}

/** Reads row by row, as a salvage does. */
function readDamaged(image: PageImage, columns: DamagedDatabaseError['columns']): WaitingScans {
  const db = new Database(':memory:');
  try {
    const { lost, moreFeared } = carryOver(image, db, columns);
    return listed(db, lost === 0 && !moreFeared);
  } finally {
    db.close();
  }
}

function listed(db: Database.Database | null, complete: boolean): WaitingScans {
  const scans = db ? (prepareWaiting(db).listWaiting.all() as WaitingScan[]) : [];
  const isFor = (baseUrl?: string) => (scan: WaitingScan) =>
    baseUrl === undefined || scan.baseUrl === baseUrl;
  return {
    count: (baseUrl) => scans.filter(isFor(baseUrl)).length,
    list: () => scans,
    complete,
  };
}
