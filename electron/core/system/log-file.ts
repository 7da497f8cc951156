import { closeSync, fstatSync, readSync } from 'node:fs';
import path from 'node:path';
import { finished } from 'node:stream/promises';
import { createStream, type RotatingFileStream } from 'rotating-file-stream';
import type { Clock } from './clock.ts';
import { makePrivate, openToRead } from './durable-file.ts';
import { makeFolder } from './make-folder.ts';

/** How long a log file that couldn't be written is left alone, in milliseconds. */
const RETRY_MS = 10_000;

/**
 * How long lines are gathered before they are written, in milliseconds. A crash may lose these lines, but a write for
 * each of them would slow the sending of a backlog.
 */
const GATHER_MS = 100;

/**
 * A file of lines that is rotated by size and bounded as a whole. Lines that can't be written, say because the disk is
 * full, are dropped: a log must not stop the scanning.
 */
export class LogFile {
  readonly #folder: string;
  readonly #name: string;
  readonly #clock: Clock;
  #stream: RotatingFileStream | null = null;
  #retryAt = 0;
  #gathered = '';
  #cancelFlush: (() => void) | null = null;

  constructor(folder: string, name: string, clock: Clock) {
    this.#folder = folder;
    this.#name = name;
    this.#clock = clock;
  }

  /** Writes a line soon. It has to end with a line feed. */
  write(line: string): void {
    this.#gathered += line;
    this.#cancelFlush ??= this.#clock.schedule(GATHER_MS, () => this.#flush());
  }

  /** Resolves once every line is in the file. */
  async close(): Promise<void> {
    this.#flush();
    const stream = this.#stream;
    this.#stream = null;
    this.#retryAt = Number.POSITIVE_INFINITY;
    if (!stream) return;
    stream.end();
    await finished(stream).catch(() => {});
  }

  #flush() {
    this.#cancelFlush?.();
    this.#cancelFlush = null;
    const lines = this.#gathered;
    this.#gathered = '';
    if (lines === '') return;
    try {
      if (!this.#stream && this.#clock.monotonic() >= this.#retryAt) this.#stream = this.#open();
    } catch {
      this.#leaveAlone();
    }
    this.#stream?.write(lines);
  }

  #open(): RotatingFileStream {
    const file = path.join(this.#folder, this.#name);
    makeFolder(this.#folder);
    makePrivate(file);
    const isTorn = endsWithinLine(file);
    const opened = createStream(this.#name, {
      path: this.#folder,
      size: '5M',
      maxFiles: 8,
      mode: 0o600,
    });
    opened.on('error', () => {
      if (this.#stream !== opened) return;
      this.#stream = null;
      this.#leaveAlone();
    });
    if (isTorn) opened.write('\n');
    return opened;
  }

  #leaveAlone() {
    this.#retryAt = this.#clock.monotonic() + RETRY_MS;
  }
}

/** Whether a full disk or a power cut has left half a line at the end, which would spoil the next line as well. */
function endsWithinLine(file: string): boolean {
  let handle: number | null = null;
  try {
    handle = openToRead(file);
    const last = Buffer.alloc(1);
    const read = readSync(handle, last, 0, 1, fstatSync(handle).size - 1);
    return read === 1 && last.toString() !== '\n';
  } catch {
    return false;
  } finally {
    if (handle !== null) closeSync(handle);
  }
}
