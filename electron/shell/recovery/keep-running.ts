import { app } from 'electron';
import type { Clock } from '../../core/system/clock.ts';
import { closedInTime } from '../../core/system/end-in-time.ts';
import type { Log } from '../../core/system/log.ts';
import type { SettingTexts } from '../../settings/saved-settings.ts';
import { limitCrashDumps } from './crash-dumps.ts';
import { Recovery, type RecoveryActions } from './recovery.ts';
import { pauseBeforeStart } from './recovery-policy.ts';
import { restartApp } from './restart-app.ts';
import { type RestartRecord, recordAfter, writeRestartRecord } from './restart-record.ts';

/** How long a process that has to end may take to write down what is under way. */
const CLOSE_MS = 5_000;

type Running = Pick<RecoveryActions, 'showKiosk' | 'showFault'> & {
  dataDir: string;
  record: RestartRecord;
  /** What a new process can't find in its environment. */
  environment: SettingTexts;
  close: () => Promise<void>;
  clock: Clock;
  log: Log;
};

/** Hears of what falls over beside the window, and mends all of it by the policy. */
export function keepRunning(running: Running): Recovery {
  const { dataDir, record, environment, close, clock, log, showKiosk, showFault } = running;
  const restart: RecoveryActions['restart'] = ({ softwareGraphics }) => {
    writeRestartRecord(dataDir, recordAfter(record, { softwareGraphics }, clock.now()));
    // Graphics may fail on the fault page, too, and Chromium starts them again by itself: such restarts keep its pace.
    const failsWithout = softwareGraphics && record.softwareGraphics;
    const waitMs = failsWithout ? pauseBeforeStart(record.exceptionsAt, clock.now()) : 0;
    clock.schedule(waitMs, () => {
      // One that hangs must not keep the kiosk closed: every scan is on disk already.
      void closedInTime(close(), { forMs: CLOSE_MS, clock }).then((isClosed) =>
        restartApp(environment, { isClosed }),
      );
    });
  };
  const recovery = new Recovery({ clock, log, actions: { showKiosk, showFault, restart } });
  const onException = (error: unknown) => {
    recovery.report('exception', error instanceof Error ? (error.stack ?? '') : String(error));
  };
  process.on('uncaughtException', onException);
  process.on('unhandledRejection', onException);
  app.on('child-process-gone', (_event, { type, reason }) => {
    limitCrashDumps(dataDir);
    if (type === 'GPU' && reason !== 'clean-exit') recovery.report('gpu-gone', reason);
  });
  return recovery;
}
