import Database from 'better-sqlite3';
import { columnNames } from '../database/check.ts';
import { CARRIED_TABLES, type Columns } from '../database/damage.ts';
import { migrate } from '../database/database.ts';
import { migrations } from '../database/migrations/index.ts';
import type { PageImage } from './page-image.ts';
import { type PageRow, rowsOf } from './page-rows.ts';
import { RowIntake } from './row-intake.ts';
import { PAGE_SIZE } from './wal-frames.ts';

/** What could be saved from a damaged database. */
export type CarriedOver = {
  /** How many scans are in the new database. */
  carriedOver: number;
  /** How many scans the damaged database had counted that can't be read from it. */
  lost: number;
  /** Whether more may be lost than that, because the count itself can't be trusted. */
  moreFeared: boolean;
  /** How many of the scans carried over have no known destination. They are kept, but not sent. */
  withoutDestination: number;
};

/** Bytes. The two random ids and the code's hash alone take this much. */
const SMALLEST_SCAN = 88;

/**
 * Fills a new database with what can be read from a damaged one. It reads page by page and recognises rows by their
 * form, so neither a tree nor the schema has to be whole.
 *
 * A scan that was waiting or under way waits again, and counts as one that Confera may already have, since its latest
 * state may be lost.
 *
 * @param db a new database without any table yet
 * @param found the columns as the damaged database has them, if these could be read
 */
export function carryOver(
  image: PageImage,
  db: Database.Database,
  found: Columns | null,
): CarriedOver {
  migrate(db, 0);
  // A scan may be read before its destination.
  db.pragma('foreign_keys = OFF');
  return db.transaction(() => {
    const intake = new RowIntake(db, chooseColumns(image.userVersion(), found));
    const counts = new Map<string, number>();
    const free = image.freePages();
    for (const { page, bytes } of image.currentPages()) {
      const trust = free.has(page) ? 'superseded' : 'current';
      for (const row of rowsAt(image, page, bytes)) {
        intake.take(row, trust);
        if (trust === 'current') noteCount(counts, row);
      }
    }
    for (const { page, bytes, sound } of image.otherPages()) {
      for (const row of rowsAt(image, page, bytes)) {
        intake.take(row, sound ? 'superseded' : 'broken');
      }
    }
    const withoutDestination = intake.finish();
    const carriedOver = numberFrom(db, 'SELECT count(*) FROM scan');
    const counted = countedIn(counts, image);
    const lost = Math.max(0, (counted ?? 0) - carriedOver);
    const moreFeared = counted === null || endIsInDoubt(image);
    if (lost > 0 || moreFeared) intake.thinAllDays();
    return { carriedOver, lost, moreFeared, withoutDestination };
  })();
}

function rowsAt(image: PageImage, page: number, bytes: Buffer): PageRow[] {
  return rowsOf({ bytes, first: page === 1, follow: (next) => image.current(next) });
}

/**
 * Whether the newest changes may be lost: a frame that can't be read, and that no later frame of its page replaces, may
 * have held the newest scans and the newest count.
 */
function endIsInDoubt({ wal, walIndex }: PageImage): boolean {
  if (wal === null) return walIndex !== null && walIndex.committed > walIndex.checkpointed;
  if (walIndex?.salts.equals(wal.salts) && walIndex.committed > wal.frames.length) return true;
  const { frames } = wal;
  const end = frames.findLastIndex(({ ours }) => ours) + 1;
  return frames
    .slice(0, end)
    .some(
      ({ sound, page }, i) =>
        !sound && !frames.slice(i + 1, end).some((later) => later.sound && later.page === page),
    );
}

/** The names of the columns, in the order in which a version of the app wrote its rows. */
function columnsOf(version: number | null): Columns {
  const db = new Database(':memory:');
  try {
    for (const sql of migrations.slice(0, version || migrations.length)) db.exec(sql);
    return eachTable((table) => columnNames(db, table));
  } finally {
    db.close();
  }
}

/**
 * The columns that the tables themselves name count if all of them are known, because somebody may have removed or
 * moved one. Otherwise the columns of the database's version count.
 */
function chooseColumns(version: number | null, found: Columns | null): Columns {
  const ours = columnsOf(version);
  return eachTable((table) => {
    const names = found?.[table] ?? [];
    const isKnown = names.length > 0 && names.every((name) => ours[table].includes(name));
    return isKnown ? names : ours[table];
  });
}

function eachTable<T>(make: (table: keyof Columns) => T): Record<keyof Columns, T> {
  const made = CARRIED_TABLES.map((table) => [table, make(table)] as const);
  return Object.fromEntries(made) as Record<keyof Columns, T>;
}

function noteCount(counts: Map<string, number>, { rowid, values }: PageRow) {
  const [destination, kind, state, n] = values;
  if (rowid !== null || values.length !== 4) return;
  if (typeof kind !== 'string' || typeof state !== 'string' || typeof n !== 'number') return;
  counts.set(JSON.stringify([destination, kind, state]), n);
}

/** How many scans the database had counted; null if the count is lost, or is more than the database has room for. */
function countedIn(counts: Map<string, number>, { fileSize, wal }: PageImage): number | null {
  if (counts.size === 0) return null;
  const counted = [...counts.values()].reduce((sum, n) => sum + n, 0);
  const room = fileSize + (wal?.frames.length ?? 0) * PAGE_SIZE;
  return counted <= room / SMALLEST_SCAN ? counted : null;
}

function numberFrom(db: Database.Database, sql: string): number {
  return db.prepare(sql).pluck().get() as number;
}
