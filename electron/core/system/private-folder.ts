import {
  chmodSync,
  closeSync,
  constants,
  fchmodSync,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readlinkSync,
  realpathSync,
  type Stats,
} from 'node:fs';
import path from 'node:path';
import { BadSettingError } from './bad-setting.ts';
import { makeFolder } from './make-folder.ts';
import { isOwnFile, isOwnFolder } from './own-names.ts';

/** Another user could read, change or replace the data folder. */
export class UntrustedFolderError extends BadSettingError {
  constructor(folder: string, why: string, remedy: string) {
    super(`KIOSK_DATA_DIR can't be ${folder}: ${why}. ${remedy}`);
  }
}

/** There is a file where the data folder, or a folder on the path to it, should be. */
export class NotAFolderError extends BadSettingError {
  constructor(folder: string) {
    super(
      `KIOSK_DATA_DIR can't be ${folder}: there is a file in its place, or on the path to it. ${OWN_FOLDER}`,
    );
  }
}

const ALL_OF_OTHERS = 0o077;

/** The system itself follows no more links than this. */
const MOST_LINKS = 40;

/**
 * Makes the data folder if it is missing, and ensures that only this user has access to it, because codes, the key's
 * file and the log are in it.
 *
 * If others may read the folder or something in it, they lose that right. If others may write to it, it is refused,
 * since a person has to look at what they may have put there. Windows has access lists instead of modes, and a user's
 * own folders are private there, so they are left as they are.
 *
 * Nobody else can change anything in the folder or on the path to it, so whatever was checked stays as it was.
 *
 * @throws UntrustedFolderError if another user owns the folder, a folder above it or something in it, may write to it,
 *   or may put another folder in its place
 * @throws NotAFolderError if there is a file in its place
 * @throws the file system's error
 */
export function claimFolder(folder: string): void {
  try {
    claim(folder);
  } catch (error) {
    const isFile = hasCode(error, 'EEXIST') || hasCode(error, 'ENOTDIR');
    throw isFile ? new NotAFolderError(folder) : error;
  }
}

/**
 * Checks the same without changing anything: a folder that is missing isn't made, and what others may read is left to the
 * next start.
 *
 * @throws what `claimFolder` throws
 */
export function inspectFolder(folder: string): void {
  try {
    inspect(folder);
  } catch (error) {
    throw hasCode(error, 'ENOTDIR') ? new NotAFolderError(folder) : error;
  }
}

function inspect(folder: string) {
  const user = process.geteuid?.();
  const wanted = path.resolve(folder);
  if (user !== undefined) checkWay(wanted, wanted, user);
  const isThere = lstatSync(wanted, { throwIfNoEntry: false }) !== undefined;
  if (user === undefined || !isThere) return;
  const real = realpathSync(wanted);
  shutOut(real, { wanted, user, tightens: false });
  checkInside(real, { wanted, user, tightens: false });
}

function claim(folder: string) {
  const user = process.geteuid?.();
  if (user === undefined) {
    makeFolder(folder);
    return;
  }
  const wanted = path.resolve(folder);
  checkWay(wanted, wanted, user);
  makeFolder(wanted);
  // The path is checked again, because in a folder like /tmp somebody else may have made it meanwhile.
  checkWay(wanted, wanted, user);
  const real = realpathSync(wanted);
  shutOut(real, { wanted, user, tightens: true });
  checkInside(real, { wanted, user, tightens: true });
}

/** Checks everything on the path to the folder. The folder itself is checked more strictly afterwards. */
function checkWay(target: string, wanted: string, user: number) {
  const last = path.resolve(target);
  for (const { at, stat } of stepsTo(last)) {
    if (!isTrusted(stat.uid, user)) {
      throw new UntrustedFolderError(
        wanted,
        `${at} belongs to another user (${stat.uid}), who can change what is there`,
        OWN_FOLDER,
      );
    }
    const isAbove = at !== last && stat.isDirectory();
    if (isAbove && mayBeReplaced(stat, user)) {
      throw new UntrustedFolderError(
        wanted,
        `other users may write to ${at}, and put another folder in its place`,
        `Take that right away (chmod go-w ${at}), or choose another folder.`,
      );
    }
  }
}

const OWN_FOLDER = 'Choose a folder that belongs to the user whom the kiosk runs as.';

/** Everything on the path to a target, including links and where they lead, as far as it exists. */
function* stepsTo(target: string): Generator<{ at: string; stat: Stats }> {
  const { root } = path.parse(target);
  let at = root;
  let links = 0;
  const names = namesOf(target);
  yield { at, stat: lstatSync(at) };
  for (let name = names.shift(); name !== undefined; name = names.shift()) {
    const next = path.join(at, name);
    const stat = lstatSync(next, { throwIfNoEntry: false });
    if (!stat) return;
    yield { at: next, stat };
    if (!stat.isSymbolicLink()) at = next;
    else {
      // The system itself will report links that lead nowhere.
      if (++links > MOST_LINKS) return;
      const to = readlinkSync(next);
      if (path.isAbsolute(to)) at = root;
      names.unshift(...namesOf(to));
    }
  }
}

const namesOf = (place: string) => place.split(path.sep).filter((name) => name !== '');

/** Whether an owner is trusted: this user, or the administrator, who can do everything anyway. */
const isTrusted = (owner: number, user: number) => owner === 0 || owner === user;

/**
 * Whether others may replace what is in a folder. In a "sticky" folder like /tmp nobody can rename or remove another
 * user's files.
 */
function mayBeReplaced(stat: Stats, user: number): boolean {
  const isSticky = (stat.mode & 0o1000) !== 0;
  return !isSticky && isOpenToOthers(stat, user);
}

/** Whether other users may write to it. */
function isOpenToOthers({ mode, gid }: Stats, user: number): boolean {
  // Many systems give each user a group with the same number and no other members, and let that group write.
  const isPrivateGroup = gid === 0 || (gid === user && gid === process.getegid?.());
  return (mode & 0o002) !== 0 || ((mode & 0o020) !== 0 && !isPrivateGroup);
}

/** Takes all rights to the folder away from others, and refuses a folder that they could write to. */
function shutOut(real: string, { wanted, user, tightens }: Inside) {
  const { O_RDONLY, O_DIRECTORY, O_NOFOLLOW } = constants;
  const handle = openSync(real, O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
  try {
    const stat = fstatSync(handle);
    if (stat.uid !== user) {
      throw new UntrustedFolderError(
        wanted,
        `it belongs to another user (${stat.uid})`,
        OWN_FOLDER,
      );
    }
    if (isOpenToOthers(stat, user)) {
      throw new UntrustedFolderError(
        wanted,
        'other users may write to it',
        `Remove what others have put there and close it to them (chmod 700 ${wanted}), or choose another folder.`,
      );
    }
    if (!tightens || (stat.mode & ALL_OF_OTHERS) === 0) return;
    try {
      fchmodSync(handle, stat.mode & 0o700);
    } catch (error) {
      // Nobody can change anything on a read-only disk, and that has a message of its own.
      if (!hasCode(error, 'EROFS')) throw error;
    }
  } finally {
    closeSync(handle);
  }
}

/** `tightens` tells whether others lose the right to read. */
type Inside = { wanted: string; user: number; tightens: boolean };

/**
 * Checks that nothing in the folder belongs to another user, and takes all rights to the kiosk's files away from
 * others.
 */
function checkInside(folder: string, inside: Inside, isOurs = false) {
  const { wanted, user, tightens } = inside;
  for (const name of readdirSync(folder)) {
    const entry = path.join(folder, name);
    const stat = lstatSync(entry, { throwIfNoEntry: false });
    if (!stat) continue;
    if (!isTrusted(stat.uid, user)) {
      throw new UntrustedFolderError(
        wanted,
        `${entry} belongs to another user (${stat.uid})`,
        'Find out who put it there, then remove it, or choose another folder.',
      );
    }
    const isKiosks = isOurs || isOwnFile(name) || isOwnFolder(name);
    if (!isKiosks) continue;
    if (stat.isSymbolicLink()) {
      checkWay(entry, wanted, user);
      continue;
    }
    const isTooOpen = stat.uid === user && (stat.mode & ALL_OF_OTHERS) !== 0;
    if (tightens && isTooOpen && (stat.isFile() || stat.isDirectory())) tighten(entry, stat);
    // Chromium and the hub's server have many files in their folders, which come and go.
    const isAnothers = name === 'shell' || name === 'hub';
    if (stat.isDirectory() && !isAnothers) checkInside(entry, inside, true);
  }
}

function tighten(entry: string, { mode }: Stats) {
  try {
    chmodSync(entry, mode & 0o700);
  } catch (error) {
    if (!hasCode(error, 'EROFS')) throw error;
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
