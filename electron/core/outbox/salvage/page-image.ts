import { closeSync, fstatSync, lstatSync, readSync } from 'node:fs';
import { openToRead, StrangeFileError } from '../../system/durable-file.ts';
import {
  type Frame,
  PAGE_SIZE,
  readWal,
  readWalIndex,
  type Wal,
  type WalIndex,
} from './wal-frames.ts';

/** Bytes: room for forty million scans. A larger file was made to keep a start busy for hours. */
const LARGEST = 16 * 2 ** 30;

const MAGIC = 'SQLite format 3\0';

/** Bytes: many thousands of scans. SQLite moves a WAL into the file long before; we hold all its frames in memory. */
const LARGEST_WAL = 4 * 2 ** 30;

export type StoredPage = { page: number; bytes: Buffer };

/**
 * The pages of a database, read from its files without SQLite.
 *
 * Nothing is written and no lock is taken, and the frames behind a damaged one can be read as well. Use it only while
 * SQLite has the database closed.
 */
export class PageImage {
  readonly wal: Wal | null;
  readonly walIndex: WalIndex | null;
  /** False if something other than a file has the database's name. */
  readonly isFile: boolean;
  /** The size of the database's file in bytes. */
  readonly fileSize: number;
  readonly #file: number | null;
  readonly #wal: number | null;
  /** The newest whole frame of each page, among those that were committed. */
  readonly #newest = new Map<number, Frame>();

  /**
   * @param file where `kiosk.db` is, or should be
   * @throws StrangeFileError if it is a link: the scans are where that leads, perhaps on a disk that isn't mounted yet
   */
  constructor(file: string) {
    const stat = lstatSync(file, { throwIfNoEntry: false });
    if (stat?.isSymbolicLink()) {
      const remedy = 'Its scans are where the link leads: move that file here, in its place';
      throw new StrangeFileError(file, 'a link', remedy);
    }
    checkSize(file, LARGEST);
    checkSize(`${file}-wal`, LARGEST_WAL);
    this.wal = readWal(`${file}-wal`);
    this.walIndex = readWalIndex(`${file}-shm`);
    this.isFile = stat === undefined || stat.isFile();
    this.#file = stat?.isFile() ? openToRead(file) : null;
    this.fileSize = this.#file === null ? 0 : fstatSync(this.#file).size;
    this.#wal = this.wal === null ? null : openToRead(`${file}-wal`);
    for (const frame of this.#committed()) this.#newest.set(frame.page, frame);
  }

  /** The newest whole version of a page, or null if there is none. */
  current(page: number): Buffer | null {
    const frame = this.#newest.get(page);
    return frame ? this.#framed(frame) : this.#filed(page);
  }

  /** Whether the WAL has a whole, committed version of a page. */
  inWal(page: number): boolean {
    return this.#newest.has(page);
  }

  /** The newest whole version of every page. */
  *currentPages(): Iterable<StoredPage> {
    for (let page = 1; page <= Math.ceil(this.fileSize / PAGE_SIZE); page++) {
      const bytes = this.inWal(page) ? null : this.#filed(page);
      if (bytes) yield { page, bytes };
    }
    for (const frame of this.#newest.values()) yield this.#stored(frame);
  }

  /**
   * The superseded versions of pages, newest first, and then those that are damaged or that an earlier run left behind.
   */
  *otherPages(): Iterable<StoredPage & { sound: boolean }> {
    const frames = (this.wal?.frames ?? []).toReversed();
    for (const frame of frames) {
      if (frame.sound && this.#newest.get(frame.page) !== frame) {
        yield { ...this.#stored(frame), sound: true };
      }
    }
    for (const page of this.#newest.keys()) {
      const bytes = this.#filed(page);
      if (bytes) yield { page, bytes, sound: true };
    }
    for (const frame of frames) if (!frame.sound) yield { ...this.#stored(frame), sound: false };
  }

  /** The pages that the database calls free. They may still hold what was once on them. */
  freePages(): Set<number> {
    const free = new Set<number>();
    const first = this.header();
    for (let trunk = first?.readUInt32BE(32) ?? 0; trunk > 0 && !free.has(trunk); ) {
      free.add(trunk);
      const bytes = this.current(trunk);
      if (bytes === null) break;
      const count = Math.min(bytes.readUInt32BE(4), PAGE_SIZE / 4 - 2);
      for (let i = 0; i < count; i++) free.add(bytes.readUInt32BE(8 + 4 * i));
      trunk = bytes.readUInt32BE(0);
    }
    return free;
  }

  /** The first page, if it begins as a database does. */
  header(): Buffer | null {
    const first = this.current(1);
    return first?.toString('latin1', 0, MAGIC.length) === MAGIC ? first : null;
  }

  /** The version of the database's shape; null if it can't be read. */
  userVersion(): number | null {
    return this.header()?.readUInt32BE(60) ?? null;
  }

  close(): void {
    if (this.#file !== null) closeSync(this.#file);
    if (this.#wal !== null) closeSync(this.#wal);
  }

  #committed(): Frame[] {
    const frames = this.wal?.frames ?? [];
    const end = frames.findLastIndex(({ sound, commit }) => sound && commit > 0) + 1;
    return frames.slice(0, end).filter(({ sound }) => sound);
  }

  #stored(frame: Frame): StoredPage {
    return { page: frame.page, bytes: this.#framed(frame) };
  }

  #framed({ offset }: Frame): Buffer {
    return this.#read(this.#wal, offset) ?? Buffer.alloc(PAGE_SIZE);
  }

  #filed(page: number): Buffer | null {
    return page > 0 ? this.#read(this.#file, (page - 1) * PAGE_SIZE) : null;
  }

  /** Reads a page. If the file ends within the page, the rest is zeros. */
  #read(handle: number | null, offset: number): Buffer | null {
    if (handle === null) return null;
    const bytes = Buffer.alloc(PAGE_SIZE);
    return readSync(handle, bytes, 0, PAGE_SIZE, offset) > 0 ? bytes : null;
  }
}

function checkSize(file: string, largest: number) {
  const size = lstatSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size <= largest) return;
  const remedy = 'Move it elsewhere, and have it looked at: its scans are not sent';
  throw new StrangeFileError(file, `far too large (${size} bytes)`, remedy);
}
