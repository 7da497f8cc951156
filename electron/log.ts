import path from 'node:path';
import { finished } from 'node:stream/promises';
import pino from 'pino';
import { createStream } from 'rotating-file-stream';

export type Log = Pick<pino.Logger, 'info' | 'warn' | 'error'>;

/**
 * The device's log: one JSON object a line in `logs/` of the data folder, rotated by size and bounded as a whole.
 * Never the key, a request's body or a whole code.
 *
 * @param about what stands in every line: integration, device, location
 */
export function openLog(dataDir: string, about: Record<string, string | null>) {
  const stream = createStream('kiosk.log', {
    path: path.join(dataDir, 'logs'),
    size: '5M',
    maxFiles: 8,
  });
  // A log that can't be written (a full disk) must not take the scanning with it.
  stream.on('error', () => {});
  const log: Log = pino({ base: about, timestamp: pino.stdTimeFunctions.isoTime }, stream);
  return {
    log,
    /** Resolves once everything logged is in the file. */
    close: async () => {
      stream.end();
      await finished(stream).catch(() => {});
    },
  };
}
