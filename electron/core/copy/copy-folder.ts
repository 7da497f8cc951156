import { createHmac } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, lstat, mkdir, open, readdir, stat, unlink } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { codeOf } from '../outbox/storage-problem.ts';
import { CopyFolderError } from './copy-problem.ts';

/** The folder on the stick in which each device has its own. */
export const COPY_FOLDER = 'confera-kiosk-copy';

/** Tells whose folder it is. Without it there is no copy: it also tells a stick from the empty folder that it leaves. */
const OWNER = 'device.json';

/** Bytes, more than the two names in it need. */
const LARGEST_OWNER = 4096;

/** Bytes, several times what a segment of the longest event has. */
const LARGEST_SEGMENT = 1024 * 1024 * 1024;

/**
 * Opens for reading, but no link: whoever had the stick before may have put one there that leads to a file of this
 * machine. Nor does it wait for a pipe. Windows doesn't have the last two flags.
 */
const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants;
const NO_LINK = O_RDONLY | O_NOFOLLOW | O_NONBLOCK;

const ownerSchema = z.object({ device: z.string(), owner: z.string() });

const SEGMENT = /^(\d{6,10})\.ckcopy$/;

/** A device, and what tells it from another of the same name. */
export type CopyOwner = { device: string; owner: string };

/** @param secret of the device alone. It can't be worked out from what is written on the stick */
export function copyOwner(device: string, secret: string): CopyOwner {
  const mark = createHmac('sha256', secret).update(`${COPY_FOLDER} owner`).digest('hex');
  return { device, owner: mark.slice(0, 32) };
}

/** A device's folder for its segments, in the folder that staff have chosen. */
export function deviceFolder(chosen: string, device: string): string {
  return path.join(chosen, COPY_FOLDER, device);
}

/** Makes a device's folder in a chosen one, if it isn't there. @throws CopyFolderError or the file system's error */
export async function makeDeviceFolder(chosen: string, owner: CopyOwner): Promise<void> {
  if (!(await isFolder(chosen))) throw new CopyFolderError('not-a-folder');
  for (const folder of foldersFor(chosen, owner.device)) {
    await makeFolder(folder);
    await checkIsFolder(folder);
  }
  const folder = deviceFolder(chosen, owner.device);
  const found = await ownerOf(folder);
  if (found === null) {
    await writeAnew(path.join(folder, OWNER), `${JSON.stringify(owner)}\n`);
    await syncFolderOf(path.join(folder, OWNER));
    return;
  }
  if (found.owner !== owner.owner) throw new CopyFolderError('other-device');
}

/** Checks that the folder is there and this device's. @throws CopyFolderError or the file system's error */
export async function checkDeviceFolder(
  chosen: string,
  { device, owner }: CopyOwner,
): Promise<void> {
  for (const folder of foldersFor(chosen, device)) await checkIsFolder(folder);
  const found = await ownerOf(deviceFolder(chosen, device));
  if (found === null) throw new CopyFolderError('gone');
  if (found.owner !== owner) throw new CopyFolderError('other-device');
}

/** The folders that the device's segments are in, outermost first. */
function foldersFor(chosen: string, device: string): string[] {
  return [path.join(chosen, COPY_FOLDER), deviceFolder(chosen, device)];
}

async function makeFolder(folder: string) {
  try {
    await mkdir(folder, { mode: 0o700 });
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
  }
}

/** Whether there is such a folder. @throws the file system's error if that can't be told */
async function isFolder(chosen: string): Promise<boolean> {
  try {
    return (await stat(chosen)).isDirectory();
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(codeOf(error))) return false;
    throw error;
  }
}

/** A link would have the kiosk write somewhere else than on the stick. @throws CopyFolderError */
async function checkIsFolder(folder: string) {
  if (!(await lstat(folder)).isDirectory()) throw new CopyFolderError('not-a-folder');
}

/** Whose folder it is; null if that isn't told. */
async function ownerOf(folder: string): Promise<CopyOwner | null> {
  const bytes = await readFileOf(path.join(folder, OWNER), LARGEST_OWNER);
  if (bytes === null) return null;
  try {
    return ownerSchema.parse(JSON.parse(bytes.toString('utf8')));
  } catch {
    return null;
  }
}

/**
 * The bytes of a segment; null if it is a link, a folder or the like, or far too large.
 *
 * @throws the file system's error
 */
export function readSegment(file: string): Promise<Buffer | null> {
  return readFileOf(file, LARGEST_SEGMENT);
}

/** The bytes of a file; null if there is none, or something that isn't a file, or if it has more than `most`. */
async function readFileOf(file: string, most: number): Promise<Buffer | null> {
  const handle = await openFile(file);
  if (handle === null) return null;
  try {
    const { size } = await handle.stat();
    return size <= most ? await handle.readFile() : null;
  } finally {
    await handle.close();
  }
}

async function openFile(file: string): Promise<FileHandle | null> {
  try {
    // The flags are not enough on Windows, and opening a device may do something to it.
    if (!(await lstat(file)).isFile()) return null;
    return await open(file, NO_LINK);
  } catch (error) {
    if (['ENOENT', 'ELOOP'].includes(codeOf(error))) return null;
    throw error;
  }
}

export type SegmentFile = { number: number; file: string; size: number; changedAt: number };

/** The segments of a device's folder, oldest first. */
export async function segmentsIn(folder: string): Promise<SegmentFile[]> {
  const found: SegmentFile[] = [];
  for (const name of await readdir(folder)) {
    const number = Number(SEGMENT.exec(name)?.[1] ?? Number.NaN);
    if (Number.isNaN(number)) continue;
    const file = path.join(folder, name);
    const { size, mtimeMs } = await lstat(file);
    found.push({ number, file, size, changedAt: mtimeMs });
  }
  return found.sort((a, b) => a.number - b.number);
}

/** A segment that is open for writing. */
export type OpenSegment = { file: string; handle: FileHandle };

/** Makes the next segment of a device's folder. @throws the file system's error */
export async function makeSegment(folder: string): Promise<OpenSegment> {
  const last = (await segmentsIn(folder)).at(-1)?.number ?? 0;
  const file = path.join(folder, `${String(last + 1).padStart(6, '0')}.ckcopy`);
  const handle = await open(file, 'wx', 0o600);
  return { file, handle };
}

/** Whether the file is still where it was made. A stick that was pulled may leave a file behind that can be written. */
export async function isStillThere({ file, handle }: OpenSegment): Promise<boolean> {
  const [there, here] = await Promise.all([stat(file), handle.stat()]);
  return there.ino === here.ino && there.dev === here.dev;
}

/** Syncs the folder of a file, so that a power cut doesn't take the file's name away. */
export async function syncFolderOf(file: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(path.dirname(file), 'r');
  try {
    await handle.sync();
  } catch (error) {
    // Some file systems of sticks can't sync a folder.
    if (codeOf(error) !== 'EINVAL') throw error;
  } finally {
    await handle.close();
  }
}

/** How long a segment is kept after its last change, and how much room the earlier ones may take. */
const KEPT_MS = 48 * 3_600_000;
const KEPT_BYTES = 256 * 1024 * 1024;

/**
 * Removes segments that are needed no more: each later one begins with everything that is not settled. The latest is
 * never removed.
 */
export async function removeOldSegments(folder: string, now: number): Promise<void> {
  const earlier = (await segmentsIn(folder)).slice(0, -1).reverse();
  let bytes = 0;
  for (const { file, size, changedAt } of earlier) {
    bytes += size;
    if (now - changedAt > KEPT_MS || bytes > KEPT_BYTES) await unlink(file);
  }
}

/** Writes a file in the place of what has its name, and never through a link. */
async function writeAnew(file: string, text: string) {
  await unlink(file).catch((error: unknown) => {
    if (codeOf(error) !== 'ENOENT') throw error;
  });
  const handle = await open(file, 'wx', 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}
