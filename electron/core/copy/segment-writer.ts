import { unlink } from 'node:fs/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  type CopiedRow,
  type CopiedScan,
  type CopySource,
  isFinal,
} from '../outbox/copy-source.ts';
import { isStillThere, makeSegment, type OpenSegment, syncFolderOf } from './copy-folder.ts';
import { CopyFolderError } from './copy-problem.ts';
import { SegmentSealer } from './segment.ts';
import type { Recipient } from './segment-header.ts';

/** How many rows are looked at before scans get their turn: a millisecond or two. */
const STEP = 200;

/** How far back a segment begins with scans that are settled: as long as earlier segments are kept. */
const SETTLED_MS = 48 * 3_600_000;

/** A segment that has grown by this much is followed by another one. */
const LARGEST_BYTES = 32 * 1024 * 1024;

type Needs = {
  source: CopySource;
  recipient: Recipient;
  device: string;
  /** Unix milliseconds. */
  now: () => number;
};

/**
 * Writes one segment: first all scans that aren't settled and those of the last two days, then whatever is new or has
 * changed. After any error the segment must not be written any further: what stands at its end isn't known then.
 */
export class SegmentWriter {
  readonly #needs: Needs;
  readonly #sealer: SegmentSealer;
  readonly #file: OpenSegment;
  /** What the segment says of each scan that may still change, by its row's id. */
  readonly #open = new Map<number, string>();
  /** The newest scan that was looked at; null if there was none. */
  #last: { id: number; scanId: string } | null = null;
  #version = -1;
  #grown = 0;
  #count = 0;
  /** Scans that were written since the last sync. */
  #unsynced: string[] = [];
  #writtenAt = 0;
  #isClosed = false;

  private constructor(needs: Needs, file: OpenSegment, sealer: SegmentSealer) {
    this.#needs = needs;
    this.#file = file;
    this.#sealer = sealer;
  }

  /**
   * Begins a segment in a device's folder. It resolves once all that there is now is on the stick.
   *
   * @throws the file system's error; nothing of the segment is left then, if the stick allows that
   */
  static async begin(folder: string, needs: Needs): Promise<SegmentWriter> {
    const file = await makeSegment(folder);
    const sealer = new SegmentSealer(needs.recipient, needs.device);
    const writer = new SegmentWriter(needs, file, sealer);
    try {
      await writer.#write(sealer.header);
      // A scan that comes meanwhile is written with the first update.
      const at = needs.now();
      await writer.#writeAll();
      await writer.#sync(at);
      await syncFolderOf(file.file);
      writer.#grown = 0;
      return writer;
    } catch (error) {
      await writer.close();
      await unlink(file.file).catch(() => {});
      throw error;
    }
  }

  /** How many scans are in the segment. */
  get count(): number {
    return this.#count;
  }

  /** All that had happened by then is on the stick. Unix milliseconds. */
  get writtenAt(): number {
    return this.#writtenAt;
  }

  /**
   * Whether another segment should follow: this one is large, or what it has last is gone. SQLite gives the ids of the
   * newest rows anew once they were removed, so what is new can't be told by its id then.
   */
  get isOver(): boolean {
    return this.#grown > LARGEST_BYTES || !this.#hasLast();
  }

  /**
   * Writes what is new or has changed, and syncs it.
   *
   * @throws CopyFolderError if the stick isn't there any more, or the file system's error
   */
  async update(): Promise<void> {
    if (!(await isStillThere(this.#file))) throw new CopyFolderError('gone');
    const { source, now } = this.#needs;
    // Whatever is committed from here on is looked at the next time, too.
    const at = now();
    const version = source.version();
    if (version !== this.#version) {
      await this.#writeChanged();
      await this.#writeNew();
      this.#version = version;
    }
    await this.#sync(at);
  }

  /** Ends the segment in order. */
  async end(): Promise<void> {
    await this.#write(this.#sealer.seal({ is: 'end', at: this.#needs.now() }));
    await this.#file.handle.datasync();
    await this.close();
  }

  /** Gives the file back. */
  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    await this.#file.handle.close().catch(() => {});
  }

  async #writeAll() {
    const { source, now } = this.#needs;
    this.#last = nameOf(source.newest());
    const since = now() - SETTLED_MS;
    const rest = await this.#writeBack(this.#last?.id ?? 0, (id) => source.upTo(id, STEP), since);
    // Of those that are older, the ones that wait or need a person.
    await this.#writeBack(rest, (id) => source.openUpTo(id, STEP), Number.NEGATIVE_INFINITY);
  }

  /** Writes rows from one on backwards, up to a page in which all are too old. Returns where that page begins, or 0. */
  async #writeBack(from: number, page: (id: number) => CopiedRow[], since: number) {
    let at = from;
    for (;;) {
      const rows = page(at);
      const last = rows.at(-1);
      if (!last || rows.every(({ scan }) => scan.scannedAt < since)) return last ? at : 0;
      await this.#writeRows(rows);
      this.#count += rows.length;
      at = last.id - 1;
      await nextTurn();
    }
  }

  async #writeNew() {
    while (this.#hasLast()) {
      const rows = this.#needs.source.after(this.#last?.id ?? 0, STEP);
      const last = rows.at(-1);
      if (!last) return;
      await this.#writeRows(rows);
      this.#count += rows.length;
      this.#last = nameOf(last);
      await nextTurn();
    }
  }

  #hasLast(): boolean {
    const last = this.#last;
    return last === null || this.#needs.source.of([last.id])[0]?.scan.scanId === last.scanId;
  }

  async #writeChanged() {
    const ids = [...this.#open.keys()];
    for (let at = 0; at < ids.length; at += STEP) {
      const step = ids.slice(at, at + STEP);
      const rows = this.#needs.source.of(step);
      const there = new Set(rows.map(({ id }) => id));
      for (const id of step) if (!there.has(id)) this.#open.delete(id);
      await this.#writeRows(rows.filter(({ id, scan }) => this.#open.get(id) !== versionOf(scan)));
      await nextTurn();
    }
  }

  async #writeRows(rows: readonly CopiedRow[]) {
    if (rows.length === 0) return;
    await this.#write(
      Buffer.concat(rows.map(({ scan }) => this.#sealer.seal({ is: 'scan', scan }))),
    );
    for (const { id, scan } of rows) {
      this.#unsynced.push(scan.scanId);
      if (isFinal(scan)) this.#open.delete(id);
      else this.#open.set(id, versionOf(scan));
    }
  }

  async #sync(at: number) {
    await this.#write(this.#sealer.seal({ is: 'mark', at }));
    await this.#file.handle.datasync();
    this.#needs.source.forgetCodes(this.#unsynced);
    this.#unsynced = [];
    this.#writtenAt = at;
  }

  async #write(bytes: Buffer) {
    let at = 0;
    // A full disk may take a part of it.
    while (at < bytes.length) at += (await this.#file.handle.write(bytes, at)).bytesWritten;
    this.#grown += bytes.length;
  }
}

function nameOf(row: CopiedRow | null) {
  return row && { id: row.id, scanId: row.scan.scanId };
}

/** What another device has to know of a scan. How often it was tried is not part of that. */
function versionOf({ state, idempotencyKey, scannedAt, venueDay, code }: CopiedScan): string {
  return `${state} ${code !== null} ${idempotencyKey} ${scannedAt} ${venueDay}`;
}
