import type { Clock } from '../core/system/clock.ts';
import { type Log, openLog } from '../core/system/log.ts';

/** The log of one run of a hub that a kiosk hosts. */
export type HubLog = {
  log: Log;
  /** Resolves once everything is in the file. What the hub's server says after that is dropped. */
  close: () => Promise<void>;
};

/** Makes that log. Its file is opened by its first line: until the hub is this kiosk's, a command may write there. */
export function hubLog(dataDir: string, clock: Clock): HubLog {
  let opened: ReturnType<typeof openLog> | null = null;
  let isClosed = false;
  const write = (level: keyof Log) => (values: object, message?: string) => {
    if (isClosed) return;
    opened ??= openLog(dataDir, clock, {}, { file: 'hub.log' });
    opened.log[level](values, message);
  };
  return {
    log: { info: write('info'), warn: write('warn'), error: write('error') },
    close: async () => {
      isClosed = true;
      await opened?.close();
    },
  };
}
