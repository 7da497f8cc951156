import { lstatSync, readdirSync, rmdirSync, unlinkSync } from 'node:fs';
import path from 'node:path';
import {
  isDumpFile,
  isLogFile,
  isOwnFile,
  isOwnFolder,
  isSalvagedFile,
  isSalvageFolder,
} from '../core/system/own-names.ts';

/**
 * This process holds them open, and none has anything of a person or a secret in it; the log is that of the shell.
 */
const KEPT = /^(instance\.lock.*|shell|shell\.log.*)$/;

/** Whoever set the machine up gave it from outside: the systemd unit reads it. */
const GIVEN = 'environment';

/**
 * Deletes all that a kiosk keeps: its key first, then the scans, settings, PIN, identity, logs and crash dumps. Nothing
 * of it may be open. Only what the kiosk has made goes, by its name; a link in the place of a folder goes alone, and
 * what is behind it stays. The disk may still hold what it held: only encrypting it as a whole helps against that.
 *
 * @throws what the file system says; the key is then gone in any case, or nothing is
 */
export function wipeFolder(dataDir: string): void {
  const names = readdirSync(dataDir).toSorted(
    (a, b) => Number(isKey(b)) - Number(isKey(a)) || a.localeCompare(b),
  );
  for (const name of names) {
    if (KEPT.test(name)) continue;
    if (isOwnFile(name)) removeFile(path.join(dataDir, name));
    else if (isOwnFolder(name)) emptyFolder(path.join(dataDir, name), belongsIn(name));
  }
}

/**
 * What is in the data folder and not of the kiosk's making, by its place in the folder: a wipe leaves it.
 *
 * @param most how many are named
 */
export function strangersIn(dataDir: string, most: number): string[] {
  const strangers: string[] = [];
  for (const entry of readdirSync(dataDir, { withFileTypes: true })) {
    const { name } = entry;
    if (name === GIVEN || KEPT.test(name)) continue;
    if (isOwnFolder(name)) {
      if (entry.isDirectory()) strangers.push(...strangersInside(dataDir, name));
      else if (!entry.isSymbolicLink()) strangers.push(name);
    } else if (!isOwnFile(name) || entry.isDirectory()) strangers.push(name);
  }
  return strangers.sort().slice(0, most);
}

function strangersInside(dataDir: string, folder: string): string[] {
  const isOurs = belongsIn(folder);
  return entriesIn(path.join(dataDir, folder))
    .filter((file) => !isOurs(path.basename(file)) || lstatSync(file).isDirectory())
    .map((file) => path.relative(dataDir, file));
}

/** Which files in one of the kiosk's folders are its own. */
function belongsIn(folder: string): (name: string) => boolean {
  if (folder === 'logs') return isLogFile;
  return isSalvageFolder(folder) ? isSalvagedFile : isDumpFile;
}

function emptyFolder(folder: string, isOurs: (name: string) => boolean) {
  const stat = lstatSync(folder, { throwIfNoEntry: false });
  if (stat?.isSymbolicLink()) unlinkSync(folder);
  if (!stat?.isDirectory()) return;
  for (const file of entriesIn(folder)) {
    const name = path.basename(file);
    if (isOurs(name) && !KEPT.test(name) && !REPORTERS_OWN.test(name)) removeFile(file);
  }
  if (isSalvageFolder(path.basename(folder)) && readdirSync(folder).length === 0) rmdirSync(folder);
}

/** The crash reporter's own, which it has open as it has its folders: without them it writes no dump any more. */
const REPORTERS_OWN = /^(settings\.dat|metadata|client_id)$/;

/** What is in one of the kiosk's folders. The crash reporter alone has folders in it; what is behind a link is not. */
function entriesIn(folder: string, deep = path.basename(folder) === 'crashes'): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const place = path.join(folder, entry.name);
    return deep && entry.isDirectory() ? entriesIn(place, deep) : [place];
  });
}

/** A link goes, not what it leads to; a folder with a file's name is not of our making, and stays. */
function removeFile(file: string) {
  try {
    unlinkSync(file);
  } catch (error) {
    const stat = lstatSync(file, { throwIfNoEntry: false });
    if (stat && !stat.isDirectory()) throw error;
  }
}

const isKey = (name: string) => name.startsWith('device.key');
