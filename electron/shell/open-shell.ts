import { app } from 'electron';
import { systemClock } from '../core/system/clock.ts';
import { type Log, openLog } from '../core/system/log.ts';
import { loggedNever } from '../settings/logged-never.ts';
import { settingsBeforeStart } from '../settings/settings-before-start.ts';
import { CurrentKiosk } from './current-kiosk.ts';
import type { Given } from './prepare-app.ts';
import { keepRunning } from './recovery/keep-running.ts';
import { KioskScreen } from './window/kiosk-screen.ts';

/** What is there from the moment the app is ready, whether a kiosk can start or not. */
export type Shell = {
  given: Given;
  clock: typeof systemClock;
  log: Log;
  current: CurrentKiosk;
  screen: KioskScreen;
  /** Ends the kiosk's work, and closes the logs. Nothing is recovered from then on. */
  close: () => Promise<void>;
};

/**
 * Opens the log, prepares the screen and begins to watch for what may fail.
 *
 * @param preload path of the built preload
 */
export function openShell(given: Given, { preload }: { preload: string }): Shell {
  const { dataDir, record, environment, settings, locked, windowSystem } = given;
  const clock = systemClock;
  const current = new CurrentKiosk();
  const givenSecrets = loggedNever(settings);
  const { log, close: closeLog } = openLog(
    dataDir,
    clock,
    { version: app.getVersion() },
    { file: 'shell.log', secrets: () => current.secrets ?? givenSecrets },
  );
  const screen = new KioskScreen({
    preload,
    locked,
    look: () => current.settings ?? settingsBeforeStart(given),
    display: settings.screenNumber,
    onWayland: windowSystem === 'wayland',
    clock,
    onShow: () => current.lockStaff(),
  });
  const close = async () => {
    screen.letGo();
    await current.close();
    await closeLog();
  };
  keepRunning({ dataDir, record, environment, close, clock, log, screen });
  return { given, clock, log, current, screen, close };
}
