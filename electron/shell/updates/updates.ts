import path from 'node:path';
import { app } from 'electron';
import type { Clock } from '../../core/system/clock.ts';
import type { Log } from '../../core/system/log.ts';
import type { Kiosk } from '../../kiosk/kiosk.ts';
import { EXIT } from '../../process/exit-codes.ts';
import type { SettingTexts } from '../../settings/saved-settings.ts';
import type { Shell } from '../open-shell.ts';
import { restartApp } from '../recovery/restart-app.ts';
import { isWritable } from '../writable-folder.ts';
import type { IdleTime } from './idle-time.ts';
import { installUpdate } from './install-update.ts';
import { mayInstallUpdate, timeOfDay, type UpdateMoment, whyNoUpdates } from './update-policy.ts';

/** How often the kiosk looks for an update. */
const CHECK_MS = 6 * 3_600_000;
/** How often a downloaded update is tried to be installed. */
const LOOK_MS = 60_000;

/** Keeps the installed app up to date, if there is an update address and this installation can use it. */
export function keepUpToDate(shell: Shell, kiosk: Kiosk, idle: IdleTime): void {
  const { given, clock, log, close } = shell;
  const url = app.isPackaged ? given.settings.updateUrl : null;
  if (!url) return;
  const mayReplace = () => isWritable(path.dirname(process.execPath));
  const reason = whyNoUpdates(process.platform, process.env, mayReplace);
  if (reason) {
    log.warn({}, reason);
    return;
  }
  const moment = () => ({
    pending: kiosk.state().queued,
    idleMs: idle.ms,
    timeOfDay: timeOfDay(clock.now(), kiosk.settings.venueTimeZone),
    hours: kiosk.settings.forScreen.updateHours,
  });
  followUpdates({ url, moment, close, environment: given.environment, clock, log });
}

type UpdatesOptions = {
  /** The folder on a web server where the organiser puts the files that electron-builder has made. */
  url: string;
  /** Describes the kiosk at this moment. */
  moment: () => UpdateMoment;
  /** Ends the kiosk's work; what is under way is written down first. */
  close: () => Promise<void>;
  /** The settings that a new process can't find in its environment. */
  environment: SettingTexts;
  clock: Clock;
  log: Log;
};

/**
 * Looks for updates, downloads them in the background and installs one in a quiet moment. A kiosk works without
 * updates, so whatever goes wrong here is only logged.
 *
 * This hasn't been tried in a real Electron.
 */
function followUpdates(options: UpdatesOptions): void {
  const onError = (error: unknown) => options.log.warn({ error: String(error) }, 'update');
  follow(options, onError).catch(onError);
}

async function follow(options: UpdatesOptions, onError: (error: unknown) => void) {
  const { url, moment, close, environment, clock, log } = options;
  // Not imported before, because the package accesses the app as soon as it is loaded.
  const { autoUpdater } = await import('electron-updater');
  autoUpdater.logger = null;
  autoUpdater.autoInstallOnAppQuit = false;
  autoUpdater.disableWebInstaller = true;
  autoUpdater.setFeedURL({ provider: 'generic', url });
  autoUpdater.on('error', onError);

  const check = () => {
    clock.schedule(CHECK_MS, check);
    // The package may throw as well as reject.
    (async () => autoUpdater.checkForUpdates())().catch(onError);
  };
  const look = () => {
    if (!mayInstallUpdate(moment())) {
      clock.schedule(LOOK_MS, look);
      return;
    }
    log.info({}, 'installing an update');
    installUpdate({
      close,
      quitAndInstall: (relaunch) => autoUpdater.quitAndInstall(true, relaunch),
      supervised: process.env.KIOSK_SUPERVISED === '1',
      endForSupervisor: () => {
        app.once('will-quit', (event) => {
          event.preventDefault();
          app.exit(EXIT.startAgain);
        });
      },
      restart: (how) => restartApp(environment, how),
      clock,
    }).catch(onError);
  };
  autoUpdater.once('update-downloaded', ({ version }) => {
    log.info({ version }, 'an update waits for a quiet moment');
    look();
  });
  check();
}
