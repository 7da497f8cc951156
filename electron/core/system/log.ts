import path from 'node:path';
import pino from 'pino';
import type { Clock } from './clock.ts';
import { LogFile } from './log-file.ts';
import { logValues } from './log-values.ts';

export type Log = Pick<pino.Logger, 'info' | 'warn' | 'error'>;

type LogOptions = {
  /** Every process that writes has a log of its own, since two on one file would rotate it under each other. */
  file?: 'kiosk.log' | 'shell.log' | 'hub.log';
  /**
   * What is removed from every text, wherever it came from. It is asked for with each line, because a key may change.
   */
  secrets?: () => readonly string[];
};

/**
 * Opens the device's log: one JSON object a line, in the data folder's `logs/`. It never shows the key, a request's
 * body or a whole code.
 *
 * @param about what every line says: the integration, the device and the location
 */
export function openLog(
  dataDir: string,
  clock: Clock,
  about: Record<string, string | null>,
  { file = 'kiosk.log', secrets = () => [] }: LogOptions = {},
) {
  const logFile = new LogFile(path.join(dataDir, 'logs'), file, clock);
  const log: Log = pino(
    {
      base: about,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { log: (values) => logValues(values, secrets()) },
      // `logValues` has already made plain values of errors.
      serializers: { err: (err) => err },
    },
    logFile,
  );
  return {
    log,
    /** Resolves once everything that was logged is in the file. */
    close: () => logFile.close(),
  };
}
