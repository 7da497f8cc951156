import { closeSync, fstatSync, readSync } from 'node:fs';
import { nullIfMissing, openToRead } from '../../system/durable-file.ts';

/** https://sqlite.org/walformat.html */
const WAL_HEADER = 32;
const FRAME_HEADER = 24;
const MAGIC = 0x377f0682;

/** Our SQLite gives every database this page size, so it need not be read from a damaged one. */
export const PAGE_SIZE = 4096;

/** A page as one commit wrote it. */
export type Frame = {
  page: number;
  /** The database's size in pages after this commit, or 0 if the transaction goes on. */
  commit: number;
  /** Whether it belongs to the WAL's present run. Leftovers of earlier runs may lie behind it. */
  ours: boolean;
  /** Whether it is ours and its checksum is right. */
  sound: boolean;
  /** Where the page begins in the WAL's file. */
  offset: number;
};

export type Wal = {
  headerSound: boolean;
  /** Whether the WAL was made but, as far as the disk shows, never written to. */
  blank: boolean;
  salts: Buffer;
  frames: readonly Frame[];
};

/**
 * Reads every whole frame of a WAL, and checks its checksum. SQLite stops at the first frame that fails. Here each
 * frame is judged by itself, with the checksum that the frame before it has in the file.
 *
 * @returns null if there is no WAL, or it is no longer than its header
 */
export function readWal(file: string): Wal | null {
  return nullIfMissing(() => {
    const handle = openToRead(file);
    try {
      return readFrames(handle);
    } finally {
      closeSync(handle);
    }
  });
}

function readFrames(handle: number): Wal | null {
  const size = fstatSync(handle).size;
  if (size <= WAL_HEADER) return null;
  const header = Buffer.alloc(WAL_HEADER);
  readSync(handle, header, 0, WAL_HEADER, 0);
  const magic = header.readUInt32BE(0);
  const bigEndian = magic === MAGIC + 1;
  const headerSound =
    (magic === MAGIC || bigEndian) &&
    fits(checksum(header, 0, 24, [0, 0], bigEndian), readChecksum(header, 24));
  let salts: Buffer | null = headerSound ? Buffer.from(header.subarray(16, 24)) : null;

  const frames: Frame[] = [];
  const buffer = Buffer.alloc(FRAME_HEADER + PAGE_SIZE);
  let stored = readChecksum(header, 24);
  let computed = stored;
  for (let at = WAL_HEADER; at + buffer.length <= size; at += buffer.length) {
    readSync(handle, buffer, 0, buffer.length, at);
    const own = readChecksum(buffer, 16);
    const page = buffer.readUInt32BE(0);
    // A frame of zeros would agree with a checksum of zeros.
    const mine = page > 0 && (salts === null || buffer.subarray(8, 16).equals(salts));
    let sound = false;
    if (mine) {
      const seeds = fits(stored, computed) ? [stored] : [stored, computed];
      const sums = seeds.map((seed) => frameChecksum(buffer, seed, bigEndian));
      sound = sums.some((sum) => fits(sum, own));
      // Only the checksum of the frame before was damaged. The content that it covers is as it was written.
      const before = frames.at(-1);
      if (sound && before?.ours && sums[1] && fits(sums[1], own)) before.sound = true;
      computed = sound ? own : (sums[0] ?? own);
    } else {
      computed = own;
    }
    // If the header is lost, the first frame that agrees with the one before it tells which run this is.
    if (sound) salts ??= Buffer.from(buffer.subarray(8, 16));
    stored = own;
    frames.push({
      page,
      commit: buffer.readUInt32BE(4),
      ours: mine && salts !== null,
      sound,
      offset: at + FRAME_HEADER,
    });
  }
  const blank = salts === null && header.every((byte) => byte === 0);
  return { headerSound, blank, salts: salts ?? Buffer.alloc(8), frames };
}

type Checksum = [number, number];

function readChecksum(bytes: Buffer, at: number): Checksum {
  return [bytes.readInt32BE(at), bytes.readInt32BE(at + 4)];
}

const fits = (a: Checksum, b: Checksum) => a[0] === b[0] && a[1] === b[1];

/** The checksum of a frame's page number, its commit mark and its page. */
function frameChecksum(frame: Buffer, seed: Checksum, bigEndian: boolean): Checksum {
  const head = checksum(frame, 0, 8, seed, bigEndian);
  return checksum(frame, FRAME_HEADER, frame.length, head, bigEndian);
}

function checksum(
  bytes: Buffer,
  from: number,
  to: number,
  seed: Checksum,
  bigEndian: boolean,
): Checksum {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  let [a, b] = seed;
  for (let at = from; at < to; at += 8) {
    a = (a + view.getInt32(at, !bigEndian) + b) | 0;
    b = (b + view.getInt32(at + 4, !bigEndian) + a) | 0;
  }
  return [a, b];
}

/** What SQLite's shared index says about the WAL. SQLite writes it after a commit has been synced. */
export type WalIndex = { committed: number; checkpointed: number; salts: Buffer };

/**
 * Reads the `-shm` file as the last process left it. This has to happen before SQLite opens the database, because
 * SQLite empties the file.
 *
 * @returns null if there is no such file, or it isn't whole
 */
export function readWalIndex(file: string): WalIndex | null {
  return nullIfMissing(() => {
    const handle = openToRead(file);
    try {
      const bytes = Buffer.alloc(100);
      // The file is an image of this machine's memory, so its numbers have the machine's byte order. That is
      // little-endian wherever we run.
      if (readSync(handle, bytes, 0, 100, 0) < 100 || bytes.readUInt32LE(0) !== 3007000)
        return null;
      const sum: Checksum = [bytes.readInt32LE(40), bytes.readInt32LE(44)];
      if (!fits(checksum(bytes, 0, 40, [0, 0], false), sum)) return null;
      return {
        committed: bytes.readUInt32LE(16),
        checkpointed: bytes.readUInt32LE(96),
        salts: bytes.subarray(32, 40),
      };
    } finally {
      closeSync(handle);
    }
  });
}

/**
 * The condition of a WAL. A power cut leaves it `torn`: the transaction at its end is not whole, so it was never
 * acknowledged. If the index says that it had been, the WAL is `damaged`.
 */
export type WalCondition = 'whole' | 'torn' | 'damaged';

export function walCondition(wal: Wal | null, index: WalIndex | null): WalCondition {
  if (wal === null || wal.blank) {
    return index !== null && index.committed > index.checkpointed ? 'damaged' : 'whole';
  }
  if (!wal.headerSound) return 'damaged';
  const known = index?.salts.equals(wal.salts) ? index.committed : null;
  const { frames } = wal;
  const found = frames.findIndex(({ sound }) => !sound);
  const bad = found < 0 ? frames.length : found;
  const committed = frames.slice(0, bad).findLastIndex(({ commit }) => commit > 0) + 1;
  if (known !== null && known > committed) return 'damaged';
  const rest = frames.slice(bad, frames.findLastIndex(({ ours }) => ours) + 1);
  if (rest.some(({ sound, commit }) => sound && commit > 0)) {
    const oneTransaction = rest.every(
      ({ ours, commit }, i) => ours && (commit === 0 || i === rest.length - 1),
    );
    return oneTransaction ? 'torn' : 'damaged';
  }
  return rest.length === 0 || known === committed ? 'whole' : 'torn';
}
