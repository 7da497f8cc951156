import { lstatSync, readdirSync, rmdirSync, rmSync, unlinkSync } from 'node:fs';
import path from 'node:path';
import { FolderInUseError, lockDataFolder } from '../core/system/folder-lock.ts';
import { endLeftOver } from '../core/system/left-over-server.ts';
import {
  isCacheFile,
  isDumpFile,
  isLogFile,
  isOwnFile,
  isOwnFolder,
  isSalvagedFile,
  isSalvageFolder,
} from '../core/system/own-names.ts';

/** This process holds these open. They contain no secret and nothing about a person; the log is the shell's. */
const KEPT = /^(instance\.lock.*|shell|shell\.log.*)$/;

/** The file that the systemd unit reads. It belongs to whoever set up the machine. */
const GIVEN = 'environment';

/** A venue's hub, if this machine has been one. Its server has folders of its own in it. */
const HUB = 'hub';

/**
 * Deletes everything that a kiosk keeps: first its key and its line for a hub, then the scans, settings, PIN, identity,
 * logs, crash dumps and what it has read of the event.
 *
 * A server that a killed command of the hub has left behind is ended before that. No other of these files may be open. Only
 * files with names that the kiosk uses are deleted. If a link stands in the place of a folder, the link is deleted and what
 * it leads to stays. Deleted data may still be on the disk; only full-disk encryption protects against that.
 *
 * @throws FolderInUseError while a command is the hub there, or if its server can't be ended; nothing is deleted then
 * @throws what the file system says; then either the key is gone or nothing is
 */
export async function wipeFolder(dataDir: string): Promise<void> {
  const hub = path.resolve(dataDir, HUB);
  const isHub = lstatSync(hub, { throwIfNoEntry: false })?.isDirectory() === true;
  // So that none starts meanwhile.
  const giveHubBack = isHub ? lockDataFolder(hub) : () => {};
  try {
    if (isHub && !(await endLeftOver(hub)))
      throw new FolderInUseError(`A hub's server runs in ${hub}`);
    deleteAll(dataDir, () => {
      // Windows deletes no file that is open.
      giveHubBack();
      removeHub(hub);
    });
  } finally {
    giveHubBack();
  }
}

function deleteAll(dataDir: string, deleteHub: () => void) {
  const names = readdirSync(dataDir).toSorted((a, b) => rank(b) - rank(a) || a.localeCompare(b));
  for (const name of names) {
    if (KEPT.test(name)) continue;
    if (isOwnFile(name)) removeFile(path.join(dataDir, name));
    else if (name === HUB) deleteHub();
    else if (isOwnFolder(name)) emptyFolder(path.join(dataDir, name), belongsIn(name));
  }
}

/**
 * The files in the data folder that aren't the kiosk's, as paths within the folder. A wipe leaves them.
 *
 * @param most how many are named at most
 */
export function strangersIn(dataDir: string, most: number): string[] {
  const strangers: string[] = [];
  for (const entry of readdirSync(dataDir, { withFileTypes: true })) {
    const { name } = entry;
    if (name === GIVEN || KEPT.test(name)) continue;
    if (name === HUB && !entry.isFile()) continue;
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

/** Tells which files in one of the kiosk's folders are its own. */
function belongsIn(folder: string): (name: string) => boolean {
  if (folder === 'logs') return isLogFile;
  if (folder === 'http-cache') return isCacheFile;
  return isSalvageFolder(folder) ? isSalvagedFile : isDumpFile;
}

function removeHub(folder: string) {
  const stat = lstatSync(folder, { throwIfNoEntry: false });
  if (stat?.isSymbolicLink()) unlinkSync(folder);
  else if (stat?.isDirectory()) rmSync(folder, { recursive: true });
}

function emptyFolder(folder: string, isOurs: (name: string) => boolean) {
  const stat = lstatSync(folder, { throwIfNoEntry: false });
  if (stat?.isSymbolicLink()) unlinkSync(folder);
  if (!stat?.isDirectory()) return;
  for (const file of entriesIn(folder)) {
    const name = path.basename(file);
    if (isOurs(name) && !KEPT.test(name) && !REPORTERS_OWN.test(name)) removeFile(file);
  }
  const isNeeded = ['logs', 'crashes'].includes(path.basename(folder));
  if (!isNeeded && readdirSync(folder).length === 0) rmdirSync(folder);
}

/** The crash reporter holds these open, as well as its folders, and writes no more dumps without them. */
const REPORTERS_OWN = /^(settings\.dat|metadata|client_id)$/;

/** The files in one of the kiosk's folders. Only the crash reporter's has folders in it. Links aren't followed. */
function entriesIn(folder: string, deep = path.basename(folder) === 'crashes'): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const place = path.join(folder, entry.name);
    return deep && entry.isDirectory() ? entriesIn(place, deep) : [place];
  });
}

/** Deletes a file, or a link but not what it leads to. A folder with a file's name isn't the kiosk's, and stays. */
function removeFile(file: string) {
  try {
    unlinkSync(file);
  } catch (error) {
    const stat = lstatSync(file, { throwIfNoEntry: false });
    if (stat && !stat.isDirectory()) throw error;
  }
}

/** What goes first: the key, and then the line for a hub. */
const SECRETS = ['device.join', 'device.key'];
const rank = (name: string) => SECRETS.findIndex((secret) => name.startsWith(secret));
