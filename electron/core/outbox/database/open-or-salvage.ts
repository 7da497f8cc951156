import { existsSync, lstatSync, statSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { checkIsOurs, makePrivate } from '../../system/durable-file.ts';
import { makeFolder } from '../../system/make-folder.ts';
import { type CarriedOver, carryOver } from '../salvage/carry-over.ts';
import { type Damage, examine, type Finding } from '../salvage/examine.ts';
import { PageImage } from '../salvage/page-image.ts';
import {
  alreadyKept,
  discard,
  endInterrupted,
  halfMade,
  keepWal,
  makeAside,
  replaceWithRebuilt,
  type Salvage,
} from '../salvage/set-aside.ts';
import { checkQuickly, checkWhole } from './check.ts';
import {
  type Columns,
  clearSuspicion,
  DamagedDatabaseError,
  isDamage,
  isSuspect,
} from './damage.ts';
import {
  BUSY_MS,
  databaseFile,
  distrust,
  openDatabase,
  openPrepared,
  refuseNewer,
} from './database.ts';

/** The database is damaged, and no new one could be made. Nothing was changed. */
export class SalvageFailedError extends Error {
  override readonly name = 'SalvageFailedError';
  /** What SQLite or the file system calls the obstacle: `SQLITE_FULL`, `ENOSPC` … */
  readonly code: string | undefined;

  constructor(damage: string, cause: unknown) {
    const what = cause instanceof Error ? cause.message : String(cause);
    super(
      `The database is damaged (${damage}) and can't be rebuilt: ${what}. Nothing was changed.`,
      {
        cause,
      },
    );
    const { code } = (cause ?? {}) as { code?: unknown };
    this.code = typeof code === 'string' ? code : undefined;
  }
}

/**
 * Opens `kiosk.db` as `openDatabase` does. A damaged database is first set aside whole, and whatever can be read from
 * it is carried over into a new one.
 *
 * The check is quick even with a million scans. After `markSuspect` the whole database is checked.
 *
 * The caller holds the data folder's lock.
 *
 * @param at Unix milliseconds, which name the folder of what is set aside
 * @returns the database, and what this start, or an earlier one that was cut short, did about a damaged one
 * @throws DatabaseTooNewError if a newer version wrote it; nothing is changed then, whether it is damaged or not
 * @throws SalvageFailedError if it is damaged and can't be rebuilt, say because the disk is full; nothing is changed
 *   then
 * @throws the error of SQLite or the file system if the folder or the file can't be used
 */
export function openOrSalvage(
  dataDir: string,
  at: number,
): { db: Database.Database; salvage: Salvage | null } {
  makeFolder(dataDir);
  const ended = endInterrupted(dataDir);
  const finding = look(dataDir);
  if (finding !== null && finding !== 'torn-tail') {
    const salvage = salvageInto(dataDir, finding, at);
    return { db: openDatabase(dataDir), salvage };
  }
  const aside = finding === 'torn-tail' ? keepTail(dataDir, at) : null;
  try {
    return { db: openChecked(dataDir), salvage: aside ?? ended };
  } catch (error) {
    if (!isDamage(error)) throw error;
    const columns = error instanceof DamagedDatabaseError ? error.columns : null;
    const salvage = salvageInto(dataDir, 'corrupt', at, columns);
    return { db: openDatabase(dataDir), salvage };
  }
}

/** There will never be this many versions, so a higher number is damage. */
const NO_VERSION = 10_000;

function look(dataDir: string): Finding | null {
  const file = databaseFile(dataDir);
  checkBeside(file);
  const image = new PageImage(file);
  try {
    return findingOf(image);
  } finally {
    image.close();
  }
}

/**
 * Checks the files beside the database. SQLite opens whatever has their names, and would wait for ever for a pipe.
 *
 * @throws StrangeFileError
 */
export function checkBeside(file: string) {
  for (const name of [`${file}-wal`, `${file}-shm`, `${file}-journal`]) {
    const stat = lstatSync(name, { throwIfNoEntry: false });
    if (stat) checkIsOurs(name, stat);
  }
}

/**
 * What the files of a database show to be wrong with it, before SQLite opens them; null if nothing is wrong.
 *
 * @throws DatabaseTooNewError
 */
export function findingOf(image: PageImage): Finding | null {
  const version = image.userVersion() ?? 0;
  if (version > NO_VERSION) return 'corrupt';
  refuseNewer(version);
  return examine(image);
}

/** Rebuilds a damaged database, and puts the new one in its place. */
function salvageInto(
  dataDir: string,
  damage: Damage,
  at: number,
  columns: Columns | null = null,
): Salvage {
  const salvage = asideOrNothing(dataDir, damage, at, (aside) => {
    const salvage = {
      damage,
      at,
      folder: path.basename(aside),
      ...rebuild(dataDir, aside, columns),
    };
    replaceWithRebuilt(dataDir, aside, salvage);
    return salvage;
  });
  clearSuspicion(dataDir);
  return salvage;
}

/** Keeps a copy of a WAL whose end SQLite is going to ignore. */
function keepTail(dataDir: string, at: number): Salvage {
  const kept = alreadyKept(dataDir);
  if (kept) return kept;
  return asideOrNothing(dataDir, 'torn-tail', at, (aside) => {
    const salvage: Salvage = {
      damage: 'torn-tail',
      at,
      folder: path.basename(aside),
      carriedOver: 0,
      lost: 0,
      moreFeared: true,
      withoutDestination: 0,
    };
    keepWal(dataDir, aside, salvage);
    return salvage;
  });
}

function asideOrNothing(
  dataDir: string,
  finding: Finding,
  at: number,
  fill: (aside: string) => Salvage,
): Salvage {
  let aside: string | null = null;
  try {
    aside = makeAside(dataDir, at);
    return fill(aside);
  } catch (error) {
    if (aside) discard(aside);
    throw new SalvageFailedError(finding, error);
  }
}

function rebuild(dataDir: string, aside: string, columns: Columns | null): CarriedOver {
  const part = halfMade(aside);
  makePrivate(part);
  const db = new Database(part);
  const image = new PageImage(databaseFile(dataDir));
  try {
    // The new database is synced as a whole once it is complete. After a crash before that, it is thrown away.
    db.pragma('synchronous = OFF');
    db.pragma('journal_mode = MEMORY');
    // In KiB. The indexes over random ids are filled in no order, and those of a million scans must fit.
    db.pragma('cache_size = -200000');
    return carryOver(image, db, columns);
  } finally {
    image.close();
    db.close();
  }
}

function openChecked(dataDir: string): Database.Database {
  const file = databaseFile(dataDir);
  makePrivate(file);
  if (statSync(file).size === 0) return openPrepared(file);
  // The last connection to close plays the WAL into the file. If the database turns out to be damaged, this one is
  // still open, and it can't write, so the files stay as they were found. Only if there is a rollback journal does it
  // have to be able to write, to undo what the journal says.
  const guard = new Database(file, {
    readonly: !existsSync(`${file}-journal`),
    timeout: BUSY_MS,
  });
  try {
    distrust(guard);
    checkQuickly(guard);
    if (isSuspect(dataDir)) checkWhole(guard);
    const db = openPrepared(file);
    clearSuspicion(dataDir);
    return db;
  } finally {
    guard.close();
  }
}
