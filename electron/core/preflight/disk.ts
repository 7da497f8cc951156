import { randomInt } from 'node:crypto';
import type { StatsFs } from 'node:fs';
import { mkdir, open, rm, rmdir, statfs } from 'node:fs/promises';
import path from 'node:path';
import { type Finding, type FindingOf, finding } from '../../../shared/preflight/findings.ts';
import { codeOf, storageProblem } from '../outbox/storage-problem.ts';
import type { Clock } from '../system/clock.ts';
import { inTime, NO_ANSWER, NO_ANSWER_MS } from './in-time.ts';

const MEGABYTE = 1_000_000;

/** Below this there is no room for a day's scans and their log. */
const LEAST_BYTES = 50 * MEGABYTE;

/** Below either of these, whatever fills the disk may have filled it by the evening. */
const LOW_BYTES = 200 * MEGABYTE;
const LOW_PART = 0.02;

/** Each person waits for one such write. */
const SLOW_MS = 2_000;

const WAITED = { seconds: NO_ANSWER_MS / 1000 };

/** What the check asks of the disk of a folder. */
export type Disk = {
  /** How many bytes this user may still write, and how many the disk has for users in all. */
  space: (folder: string) => Promise<{ free: number; size: number }>;
  /**
   * Writes a new file, waits until it is on the disk, and removes it, and also the folders that it had to make.
   *
   * @throws the file system's error
   */
  syncedWrite: (file: string) => Promise<void>;
};

/** The disk of this machine. It is asked on other threads, so that one that hangs holds up no scan. */
export const machineDisk: Disk = {
  space: async (folder) => {
    const { bsize, blocks, bfree, bavail } = await spaceNear(folder);
    return { free: bavail * bsize, size: (blocks - bfree + bavail) * bsize };
  },
  syncedWrite: async (file) => {
    const made = await makeMissing(path.dirname(file));
    try {
      await writeAndRemove(file);
    } finally {
      await removeEmpty(made);
    }
  },
};

async function writeAndRemove(file: string) {
  const handle = await open(file, 'wx', 0o600);
  try {
    await handle.writeFile(Buffer.alloc(4096));
    await handle.sync();
  } finally {
    await handle.close();
    await rm(file, { force: true });
  }
}

/** The space in a folder, or while it is missing, in the one above it in which it will be made. */
async function spaceNear(folder: string): Promise<StatsFs> {
  try {
    return await statfs(folder);
  } catch (error) {
    const above = path.dirname(folder);
    if (codeOf(error) !== 'ENOENT' || above === folder) throw error;
    return spaceNear(above);
  }
}

/**
 * Makes a folder and those above it that are missing, one at a time, because Node's own recursive call never ends where the
 * system says "not found" within an existing folder, as in `/proc`.
 *
 * @returns those that were made, the lowest first
 */
async function makeMissing(folder: string): Promise<string[]> {
  const made = await makeOne(folder);
  const above = path.dirname(folder);
  if (made !== 'needs-above' || above === folder) return made === 'made' ? [folder] : [];
  const madeAbove = await makeMissing(above);
  await mkdir(folder, { mode: 0o700 });
  return [folder, ...madeAbove];
}

async function makeOne(folder: string): Promise<'made' | 'there' | 'needs-above'> {
  try {
    await mkdir(folder, { mode: 0o700 });
    return 'made';
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return 'there';
    if (codeOf(error) === 'ENOENT') return 'needs-above';
    throw error;
  }
}

/** Removes folders again, as long as nobody has put something into them meanwhile. */
async function removeEmpty(folders: readonly string[]) {
  for (const folder of folders) await rmdir(folder).catch(() => {});
}

/** Whether scans can be stored in the data folder, and how much room is left. */
export async function checkDisk(dataDir: string, disk: Disk, clock: Clock): Promise<Finding> {
  const found = await inTime(writeAndMeasure(dataDir, disk, clock), clock);
  if (found !== NO_ANSWER) return found;
  return finding('disk', 'no-answer', { folder: dataDir, ...WAITED });
}

async function writeAndMeasure(dataDir: string, disk: Disk, clock: Clock): Promise<Finding> {
  const folder = { folder: dataDir };
  const began = clock.monotonic();
  let ms: number;
  let space: Awaited<ReturnType<Disk['space']>>;
  try {
    // A name that the kiosk knows as its own, should a power cut leave the file behind.
    await disk.syncedWrite(path.join(dataDir, `probe-${randomInt(1e9, 1e10)}`));
    ms = Math.round(clock.monotonic() - began);
    space = await disk.space(dataDir);
  } catch (error) {
    return finding('disk', troubleOf(error), { ...folder, cause: codeOf(error), ...WAITED });
  }
  const { free, size } = space;
  const percent = Math.floor((100 * free) / Math.max(1, size));
  const values = { ...folder, ms, percent, megabytes: Math.floor(free / MEGABYTE) };
  if (free < LEAST_BYTES) return finding('disk', 'nearly-full', values);
  if (free < LOW_BYTES || free < LOW_PART * size) return finding('disk', 'low', values);
  return finding('disk', ms > SLOW_MS ? 'slow' : 'writes', values);
}

function troubleOf(error: unknown): FindingOf<'disk'> {
  if (['ENOTDIR', 'EEXIST', 'ENOENT', 'ELOOP'].includes(codeOf(error))) return 'no-folder';
  // What the disk of another machine on the network says after a while.
  if (codeOf(error) === 'ETIMEDOUT') return 'no-answer';
  const problem = storageProblem(error);
  return problem === 'locked' || problem === 'damaged' ? 'other' : problem;
}
