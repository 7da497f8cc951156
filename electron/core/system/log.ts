import { closeSync, fstatSync, readSync } from 'node:fs';
import path from 'node:path';
import { finished } from 'node:stream/promises';
import pino from 'pino';
import { createStream, type RotatingFileStream } from 'rotating-file-stream';
import type { Clock } from './clock.ts';
import { makePrivate, openToRead } from './durable-file.ts';
import { logValues } from './log-values.ts';
import { makeFolder } from './make-folder.ts';

export type Log = Pick<pino.Logger, 'info' | 'warn' | 'error'>;

/** How long a log that couldn't be written is left alone. */
const RETRY_MS = 10_000;

/** Lines are gathered for this long, which a crash may take: one write for each would slow a drained backlog down. */
const GATHER_MS = 100;

/**
 * The device's log: one JSON object a line in `logs/` of the data folder, rotated by size and bounded as a whole.
 * Never the key, a request's body or a whole code. What can't be written (a full disk) is dropped: it must not take
 * the scanning with it.
 *
 * @param about what stands in every line: integration, device, location
 * @param given `file`: a log of its own for each that writes, since two on one would rotate it under each other;
 *   `secrets`: what is taken out of every text, wherever it came from; asked for each line, since a key may change
 */
export function openLog(
  dataDir: string,
  clock: Clock,
  about: Record<string, string | null>,
  {
    file = 'kiosk.log',
    secrets = () => [],
  }: { file?: 'kiosk.log' | 'shell.log'; secrets?: () => readonly string[] } = {},
) {
  let stream: RotatingFileStream | null = null;
  let retryAt = 0;
  const folder = path.join(dataDir, 'logs');
  const open = () => {
    makeFolder(folder);
    makePrivate(path.join(folder, file));
    const isTorn = endsWithinLine(path.join(folder, file));
    const opened = createStream(file, { path: folder, size: '5M', maxFiles: 8, mode: 0o600 });
    opened.on('error', () => {
      if (stream !== opened) return;
      stream = null;
      retryAt = clock.monotonic() + RETRY_MS;
    });
    if (isTorn) opened.write('\n');
    return opened;
  };
  let gathered = '';
  let cancelFlush: (() => void) | null = null;
  const flush = () => {
    cancelFlush?.();
    cancelFlush = null;
    const lines = gathered;
    gathered = '';
    if (lines === '') return;
    try {
      if (!stream && clock.monotonic() >= retryAt) stream = open();
    } catch {
      retryAt = clock.monotonic() + RETRY_MS;
    }
    stream?.write(lines);
  };
  const write = (line: string) => {
    gathered += line;
    cancelFlush ??= clock.schedule(GATHER_MS, flush);
  };
  const log: Log = pino(
    {
      base: about,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { log: (values) => logValues(values, secrets()) },
      // Errors are plain values by then.
      serializers: { err: (err) => err },
    },
    { write },
  );
  return {
    log,
    /** Resolves once everything logged is in the file. */
    close: async () => {
      flush();
      const last = stream;
      stream = null;
      retryAt = Number.POSITIVE_INFINITY;
      if (!last) return;
      last.end();
      await finished(last).catch(() => {});
    },
  };
}

/** Whether a full disk or a power cut has left half a line, which would spoil the next one, too. */
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
