import { app } from 'electron';
import type { Clock } from '../../core/system/clock.ts';
import { endsInTime } from '../../core/system/end-in-time.ts';
import type { Log } from '../../core/system/log.ts';
import type { SettingTexts } from '../../settings/saved-settings.ts';
import { limitCrashDumps } from './crash-dumps.ts';
import { Recovery, type RecoveryActions } from './recovery.ts';
import { pauseBeforeStart, type Trouble } from './recovery-policy.ts';
import { restartApp } from './restart-app.ts';
import { type RestartRecord, recordAfter, writeRestartRecord } from './restart-record.ts';

/** How long a process that has to restart may take to write down what is under way. */
const CLOSE_MS = 5_000;

type Running = {
  dataDir: string;
  record: RestartRecord;
  /** The settings that a new process can't find in its environment. */
  environment: SettingTexts;
  close: () => Promise<void>;
  clock: Clock;
  log: Log;
  screen: {
    show: (page: 'kiosk' | 'fault') => Promise<void>;
    showFaultAgain: () => void;
    onTrouble: (listener: (trouble: Trouble, detail: string) => void) => void;
  };
};

/** Watches everything around the core that may fail, and recovers as the policy says. */
export function keepRunning(running: Running): void {
  const { dataDir, record, environment, close, clock, log, screen } = running;
  const restart: RecoveryActions['restart'] = ({ softwareGraphics }) => {
    writeRestartRecord(dataDir, recordAfter(record, { softwareGraphics }, clock.now()));
    // The graphics process may crash without the card, too, and on the fault page: such restarts are slowed down.
    const failsWithout = softwareGraphics && record.softwareGraphics;
    const waitMs = failsWithout ? pauseBeforeStart(record.exceptionsAt, clock.now()) : 0;
    clock.schedule(waitMs, () => {
      // A closing that hangs must not keep the kiosk from coming back: every scan is on disk already.
      void endsInTime(close(), { forMs: CLOSE_MS, clock }).then((isClosed) =>
        restartApp(environment, { isClosed }),
      );
    });
  };
  const showKiosk = () => void screen.show('kiosk');
  const showFault = () => void screen.show('fault');
  const showFaultAgain = () => screen.showFaultAgain();
  const actions = { showKiosk, showFault, showFaultAgain, restart };
  const recovery = new Recovery({ clock, log, actions });
  screen.onTrouble((trouble, detail) => {
    limitCrashDumps(dataDir);
    recovery.report(trouble, detail);
  });
  const onException = (error: unknown) => {
    recovery.report('exception', error instanceof Error ? (error.stack ?? '') : String(error));
  };
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
    // Until now such an error has ended the process, by `entry.ts`.
    process.removeAllListeners(event).on(event, onException);
  }
  app.on('child-process-gone', (_event, { type, reason }) => {
    limitCrashDumps(dataDir);
    if (type === 'GPU' && reason !== 'clean-exit') recovery.report('gpu-gone', reason);
  });
}
