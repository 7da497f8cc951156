import {
  chmodSync,
  closeSync,
  copyFileSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  rmSync,
} from 'node:fs';
import path from 'node:path';
import {
  freeName,
  isThere,
  readJson,
  syncFolder,
  writeDurably,
} from '../../system/durable-file.ts';
import { renameFile } from '../../system/rename-file.ts';
import { databaseFile } from '../database/database.ts';
import type { CarriedOver } from './carry-over.ts';
import type { Finding } from './examine.ts';

/** What was done about a damaged database. */
export type Salvage = CarriedOver & {
  /** `torn-tail` is not damage but the trace of a power cut, of which a copy is kept. */
  damage: Finding;
  /** When it was done; Unix milliseconds. */
  at: number;
  /** The folder within the data folder that holds the damaged files, complete. */
  folder: string;
};

/*
 * A salvage can be cut short at any moment without losing anything. Everything new is made in a folder of its own,
 * under names that mark it as half made. The damaged files stay where they are until the new database is complete and
 * on disk. One rename marks that point, and from then on the next start continues where this one stopped.
 */
const PREFIX = 'kiosk-damaged-';
const PART = '.part';
const REBUILT = 'rebuilt.db';
const REPORT = 'salvage.json';

/** Makes the folder `kiosk-damaged-2026-11-22T19-05-00Z`, with a number after it if that name is taken. */
export function makeAside(dataDir: string, at: number): string {
  const stamp = `${new Date(at).toISOString().slice(0, 19).replaceAll(':', '-')}Z`;
  const aside = freeName(path.join(dataDir, PREFIX + stamp));
  mkdirSync(aside, { mode: 0o700 });
  return aside;
}

/** The file in which the new database is made. */
export function halfMade(aside: string): string {
  return path.join(aside, REBUILT + PART);
}

/** Puts the new database, which is complete and closed, in the place of the damaged one. */
export function replaceWithRebuilt(dataDir: string, aside: string, salvage: Salvage): void {
  syncFile(halfMade(aside));
  writeDurably(path.join(aside, REPORT), JSON.stringify(salvage));
  renameFile(halfMade(aside), path.join(aside, REBUILT));
  syncFolder(aside);
  syncFolder(dataDir);
  swap(dataDir, aside);
}

/** Keeps a copy of the WAL, because SQLite is about to read it only up to its first bad frame. */
export function keepWal(dataDir: string, aside: string, salvage: Salvage): void {
  const wal = `${databaseFile(dataDir)}-wal`;
  const copy = path.join(aside, path.basename(wal));
  copyFileSync(wal, copy + PART);
  chmodSync(copy + PART, 0o600);
  syncFile(copy + PART);
  writeDurably(path.join(aside, REPORT), JSON.stringify(salvage));
  renameFile(copy + PART, copy);
  syncFolder(aside);
  syncFolder(dataDir);
}

/** The report of an earlier start that kept this very WAL but ended before SQLite had read it. */
export function alreadyKept(dataDir: string): Salvage | null {
  const wal = `${databaseFile(dataDir)}-wal`;
  const bytes = readFileSync(wal);
  const kept = asides(dataDir).find((aside) => {
    const copy = path.join(aside, path.basename(wal));
    return isThere(copy) && readFileSync(copy).equals(bytes);
  });
  return kept ? readReport(kept) : null;
}

/**
 * Deals with a salvage that an earlier process left unfinished. If its new database was complete, the replacement is
 * finished. Otherwise it is thrown away, since everything that it was made from is still there.
 *
 * @returns the salvage that was finished here
 */
export function endInterrupted(dataDir: string): Salvage | null {
  let ended: Salvage | null = null;
  for (const aside of asides(dataDir)) {
    if (isThere(path.join(aside, REBUILT))) {
      swap(dataDir, aside);
      ended = readReport(aside);
    } else {
      discard(aside);
    }
  }
  return ended;
}

/** Every salvage whose folder is still there, oldest first. Staff remove a folder once it is of no more use. */
export function pastSalvages(dataDir: string): Salvage[] {
  return asides(dataDir).flatMap((aside) => readReport(aside) ?? []);
}

/** Removes a folder that was left half made. Any other stays. */
export function discard(aside: string): void {
  if (!isHalfMade(aside)) return;
  for (const name of readdirSync(aside)) rmSync(path.join(aside, name));
  rmdirSync(aside);
}

function swap(dataDir: string, aside: string) {
  const file = databaseFile(dataDir);
  for (const damaged of [`${file}-shm`, `${file}-wal`, `${file}-journal`, file]) {
    const stat = lstatSync(damaged, { throwIfNoEntry: false });
    if (!stat) continue;
    if (stat.isFile()) chmodSync(damaged, 0o600);
    renameFile(damaged, freeName(path.join(aside, path.basename(damaged))));
  }
  // An old WAL beside the new database would be played into it, so its removal has to be on disk first.
  syncFolder(aside);
  syncFolder(dataDir);
  renameFile(path.join(aside, REBUILT), file);
  syncFolder(dataDir);
  syncFolder(aside);
}

function asides(dataDir: string): string[] {
  return readdirSync(dataDir, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name.startsWith(PREFIX))
    .map(({ name }) => path.join(dataDir, name))
    .sort();
}

/** Whether a folder holds only new files, and not all of them. */
function isHalfMade(aside: string): boolean {
  const names = readdirSync(aside);
  const parts = names.filter((name) => name.includes(PART));
  const reports = names.filter((name) => name.startsWith(REPORT));
  return (
    parts.length + reports.length === names.length &&
    (parts.length > 0 || !reports.includes(REPORT))
  );
}

function readReport(aside: string): Salvage | null {
  return readJson(path.join(aside, REPORT), (value) => value as Salvage);
}

function syncFile(file: string) {
  const handle = openSync(file, 'r+');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
