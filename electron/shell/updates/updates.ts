import { app } from 'electron';
import type { Clock } from '../../core/system/clock.ts';
import type { Log } from '../../core/system/log.ts';
import { EXIT } from '../../process/exit-codes.ts';
import type { SettingTexts } from '../../settings/saved-settings.ts';
import { restartApp } from '../recovery/restart-app.ts';
import { installUpdate } from './install-update.ts';
import { mayInstallUpdate, type UpdateMoment } from './update-policy.ts';

const CHECK_MS = 6 * 3_600_000;
const LOOK_MS = 60_000;

export type UpdatesOptions = {
  /** The folder on a web server in which the organiser puts what electron-builder has made. */
  url: string;
  /** How the kiosk is just now. */
  moment: () => UpdateMoment;
  /** Ends the kiosk's work; what is under way is written down first. */
  close: () => Promise<void>;
  /** What a new process can't find in its environment. */
  environment: SettingTexts;
  clock: Clock;
  log: Log;
};

/**
 * Looks for updates, downloads them in the background and installs one in a quiet moment. A kiosk goes on without
 * them: whatever goes wrong here is only logged.
 *
 * Not tried in a real Electron.
 */
export function followUpdates(options: UpdatesOptions): void {
  const onError = (error: unknown) => options.log.warn({ error: String(error) }, 'update');
  follow(options, onError).catch(onError);
}

async function follow(options: UpdatesOptions, onError: (error: unknown) => void) {
  const { url, moment, close, environment, clock, log } = options;
  // Only here: the package looks at the app as soon as it is loaded.
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
