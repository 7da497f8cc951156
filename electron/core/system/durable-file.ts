import {
  chmodSync,
  closeSync,
  constants,
  fstatSync,
  fsyncSync,
  lstatSync,
  openSync,
  readFileSync,
  rmSync,
  type Stats,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { makeFolder } from './make-folder.ts';
import { renameFile } from './rename-file.ts';

/** Something in the data folder has the name of one of our files, but the kiosk can't have made it. */
export class StrangeFileError extends Error {
  override readonly name = 'StrangeFileError';

  readonly file: string;

  constructor(file: string, what: string, remedy = 'Find out who put it there, then remove it') {
    super(`${file} is ${what}, not a file of this kiosk. ${remedy}.`);
    this.file = file;
  }
}

/** Bytes. The files that are read whole have a few hundred. */
const LARGEST_TEXT = 1024 * 1024;

/** Windows doesn't have the last two flags. */
const { O_RDONLY, O_WRONLY, O_CREAT, O_EXCL, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants;

/** Opens for writing, and only if nothing has the name yet, not even a link. */
const NEW = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW;

/**
 * Opens one of our files for reading. It never follows a link, and never opens a pipe, which would keep us waiting.
 *
 * @throws StrangeFileError, or the file system's error if there is no such file
 */
export function openToRead(file: string): number {
  let handle: number;
  try {
    handle = openSync(file, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
  } catch (error) {
    const what = lstatSync(file, { throwIfNoEntry: false });
    if (what) checkIsOurs(file, what);
    throw error;
  }
  try {
    checkIsOurs(file, fstatSync(handle));
    return handle;
  } catch (error) {
    closeSync(handle);
    throw error;
  }
}

/** @throws StrangeFileError if it isn't a file, or belongs to another user */
export function checkIsOurs(file: string, stat: Stats): void {
  if (!stat.isFile()) throw new StrangeFileError(file, kindOf(stat));
  const user = process.geteuid?.();
  if (user !== undefined && stat.uid !== user && stat.uid !== 0) {
    throw new StrangeFileError(file, `another user's (${stat.uid})`);
  }
}

function kindOf(stat: Stats): string {
  if (stat.isSymbolicLink()) return 'a link';
  if (stat.isDirectory()) return 'a folder';
  if (stat.isFIFO()) return 'a pipe';
  return stat.isSocket() ? 'a socket' : 'a device';
}

/**
 * Reads a file's text; null if there is no such file.
 *
 * @throws StrangeFileError if it isn't one of our files, or is far too large
 */
export function readIfThere(file: string): string | null {
  return readBytesIfThere(file, LARGEST_TEXT)?.toString('utf8') ?? null;
}

/**
 * Reads a file's bytes; null if there is no such file.
 *
 * @throws StrangeFileError if it isn't one of our files, or has more bytes than `most`
 */
export function readBytesIfThere(file: string, most: number): Buffer | null {
  const handle = nullIfMissing(() => openToRead(file));
  if (handle === null) return null;
  try {
    const { size } = fstatSync(handle);
    if (size > most) throw new StrangeFileError(file, `far too large (${size} bytes)`);
    return readFileSync(handle);
  } finally {
    closeSync(handle);
  }
}

/**
 * Makes an empty file that only this user may read, or gives an existing file these rights. An existing file isn't
 * opened, because closing it again would release SQLite's locks on it.
 *
 * @throws StrangeFileError, or the file system's error
 */
export function makePrivate(file: string): void {
  const handle = openNew(file);
  if (handle !== null) {
    closeSync(handle);
    return;
  }
  const stat = lstatSync(file);
  checkIsOurs(file, stat);
  if (process.geteuid !== undefined && (stat.mode & 0o177) !== 0) chmodSync(file, 0o600);
}

/** Returns null if something has the name already. */
function openNew(file: string): number | null {
  try {
    return openSync(file, NEW, 0o600);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return null;
    throw error;
  }
}

/** The result of reading a file. It is null if the file is missing, or if another file has the name of its folder. */
export function nullIfMissing<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    throw error;
  }
}

/** A file, and the text that it is to hold. */
export type FileText = { file: string; text: string };

/** A change of a file: the text that it is to hold, or null if it is to go. */
export type FileChange = { file: string; text: string | null };

/** Writes a file that only this user may read. A power cut leaves the old text or the new one, never half of one. */
export function writeDurably(file: string, text: string | Uint8Array): void {
  writeAll([{ file, text }]);
}

/**
 * Writes several files of one folder, which only this user may read, and deletes those that are to go: all of them, or
 * none if it throws. Every new text is on disk before the first file changes, so a full or read-only disk refuses while
 * everything is still as it was.
 *
 * A power cut leaves each file whole, either old or new. If it comes between two files, the earlier ones are new, so a
 * file that must not be new without the others has to come last.
 *
 * @throws the file system's error
 */
export function writeTogether(files: readonly FileChange[]): void {
  writeAll(files);
}

function writeAll(files: readonly { file: string; text: string | Uint8Array | null }[]): void {
  // A single file needs no way back, since it changes in one step or not at all.
  const before =
    files.length > 1 ? files.map(({ file }) => ({ file, text: readIfThere(file) })) : [];
  let renamed = 0;
  try {
    for (const { file, text } of files) if (text !== null) stage(file, text);
    for (const { file, text } of files) {
      if (text === null) rmSync(file, { force: true });
      else renameFile(staged(file), file);
      renamed += 1;
    }
    for (const folder of new Set(files.map(({ file }) => path.dirname(file)))) syncFolder(folder);
  } catch (error) {
    discardStaged(files);
    for (const { file, text } of before.slice(0, renamed)) putBack(file, text);
    throw error;
  }
}

const staged = (file: string) => `${file}.new`;

function stage(file: string, text: string | Uint8Array) {
  makeFolder(path.dirname(file));
  const temporary = staged(file);
  // An earlier start may have left this file half written. A new one can't be somebody's link to another file.
  rmSync(temporary, { force: true });
  const handle = openSync(temporary, NEW, 0o600);
  try {
    writeFileSync(handle, text);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

function discardStaged(files: readonly { file: string }[]) {
  for (const { file } of files) {
    try {
      rmSync(staged(file), { force: true });
    } catch {
      // The file is never read, and the next write makes a new one.
    }
  }
}

function putBack(file: string, before: string | null) {
  if (before === null) rmSync(file, { force: true });
  else writeDurably(file, before);
}

/** What one of our JSON files is found to be. */
export type JsonFile<T> = { is: 'missing' | 'damaged' } | { is: 'sound'; value: T };

/** Reads one of our JSON files, and leaves it as it is even if it is damaged. */
export function lookAtJson<T>(file: string, parse: (value: unknown) => T): JsonFile<T> {
  const text = readIfThere(file);
  if (text === null) return { is: 'missing' };
  try {
    return { is: 'sound', value: parse(JSON.parse(text)) };
  } catch {
    return { is: 'damaged' };
  }
}

/**
 * Reads one of our JSON files. A damaged file is set aside under another name, never overwritten, and counts as
 * missing.
 */
export function readJson<T>(file: string, parse: (value: unknown) => T): T | null {
  const found = lookAtJson(file, parse);
  if (found.is === 'damaged') renameFile(file, freeName(`${file}.damaged`));
  return found.is === 'sound' ? found.value : null;
}

/** A name that nothing has yet: the wanted one, if need be with a number after it. */
export function freeName(wanted: string): string {
  for (let n = 1; ; n++) {
    const name = n === 1 ? wanted : `${wanted}-${n}`;
    if (!isThere(name)) return name;
  }
}

/** Whether anything has the name, even a link that leads nowhere. */
export function isThere(name: string): boolean {
  return lstatSync(name, { throwIfNoEntry: false }) !== undefined;
}

/**
 * Syncs a folder. Without this a power cut may take a file's new name away, though not its text. Windows has no such
 * call and doesn't need one.
 */
export function syncFolder(folder: string) {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
