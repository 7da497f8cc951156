import { randomInt } from 'node:crypto';
import { mkdir, open, rm, statfs } from 'node:fs/promises';
import path from 'node:path';
import { type Finding, type FindingOf, finding } from '../../../shared/preflight/findings.ts';
import { codeOf, storageProblem } from '../outbox/storage-problem.ts';
import type { Clock } from '../system/clock.ts';

const MEGABYTE = 1_000_000;

/** Below this there is no room for a day's scans and their log. */
const LEAST_BYTES = 50 * MEGABYTE;

/** Below either of these, whatever fills the disk may have filled it by the evening. */
const LOW_BYTES = 200 * MEGABYTE;
const LOW_PART = 0.02;

/** Each person waits for one such write. */
const SLOW_MS = 2_000;

/** A disk that takes longer than this has failed. */
const NO_ANSWER_MS = 10_000;

/** What the check asks of the disk of a folder. */
export type Disk = {
  /** How many bytes this user may still write, and how many the disk has for users in all. */
  space: (folder: string) => Promise<{ free: number; size: number }>;
  /** Writes a new file, waits until it is on the disk, and removes it. @throws the file system's error */
  syncedWrite: (file: string) => Promise<void>;
};

/** The disk of this machine. It is asked on other threads, so that one that hangs holds up no scan. */
export const machineDisk: Disk = {
  space: async (folder) => {
    const { bsize, blocks, bfree, bavail } = await statfs(folder);
    return { free: bavail * bsize, size: (blocks - bfree + bavail) * bsize };
  },
  syncedWrite: async (file) => {
    await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
    const handle = await open(file, 'wx', 0o600);
    try {
      await handle.writeFile(Buffer.alloc(4096));
      await handle.sync();
    } finally {
      await handle.close();
      await rm(file, { force: true });
    }
  },
};

/** Whether scans can be stored in the data folder, and how much room is left. */
export async function checkDisk(dataDir: string, disk: Disk, clock: Clock): Promise<Finding> {
  let cancel = () => {};
  const late = new Promise<Finding>((resolve) => {
    cancel = clock.schedule(NO_ANSWER_MS, () =>
      resolve(finding('disk', 'no-answer', { folder: dataDir, seconds: NO_ANSWER_MS / 1000 })),
    );
  });
  try {
    return await Promise.race([late, writeAndMeasure(dataDir, disk, clock)]);
  } finally {
    cancel();
  }
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
    return finding('disk', troubleOf(error), { ...folder, cause: codeOf(error) });
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
  const problem = storageProblem(error);
  return problem === 'locked' || problem === 'damaged' ? 'other' : problem;
}
