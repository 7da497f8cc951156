import path from 'node:path';
import { app, session } from 'electron';
import { loadSqlite } from './core/outbox/database/load-sqlite.ts';
import { BadSettingError } from './core/system/bad-setting.ts';
import { systemClock } from './core/system/clock.ts';
import { FolderInUseError } from './core/system/folder-lock.ts';
import { type Page, readPage } from './page/page-files.ts';
import { EXIT } from './process/exit-codes.ts';
import { servePage } from './shell/app-protocol.ts';
import { connectPage } from './shell/connect-page.ts';
import { endInOrder } from './shell/end-app.ts';
import { explainBadSetting } from './shell/explain-bad-setting.ts';
import { limitPermissions } from './shell/guard/permissions.ts';
import { SerialPorts } from './shell/guard/serial-ports.ts';
import { openShell, type Shell } from './shell/open-shell.ts';
import { prepareApp } from './shell/prepare-app.ts';
import { pauseBeforeStart } from './shell/recovery/recovery-policy.ts';
import { followStartAtLogin } from './shell/start-at-login.ts';
import { startKiosk, takeFolder } from './shell/start-kiosk.ts';
import { IdleTime } from './shell/updates/idle-time.ts';
import { keepUpToDate } from './shell/updates/updates.ts';
import { followTheme } from './shell/window/follow-theme.ts';
import { followPower, keepAwake } from './shell/window/power.ts';

/** The folder with the built main, preload and page, beside each other. */
const built = path.join(import.meta.dirname, '..');

/** The Electron shell: the kiosk in a window of its own, and everything that keeps it there. */
async function main(page: Page): Promise<void> {
  const given = prepareApp();
  const folder = await takeFolder(given, systemClock);
  await app.whenReady();
  const shell = openShell(given, { preload: path.join(built, 'preload/index.cjs') });
  const leave = endInOrder(shell);
  followApp(shell, leave);
  const serialPorts = guardSession(shell, page);
  await pauseAfterCrashes(shell);
  const power = keepAwake(shell);
  const kiosk = await startKiosk(shell, folder, { leave, power });
  if (!kiosk) return;
  const idle = new IdleTime(shell.clock);
  connectPage(shell, kiosk, { idle, serialPorts });
  followStartAtLogin(kiosk, shell.log);
  followTheme(kiosk);
  keepUpToDate(shell, kiosk, idle);
  followPower(shell);
  await shell.screen.show('kiosk');
  shell.log.info({ locked: given.locked, windowSystem: given.windowSystem }, 'started');
}

/** Follows what a second start or a closed window ask of the app. */
function followApp({ screen, given }: Shell, leave: () => void) {
  app.on('window-all-closed', () => {
    // A locked kiosk's window comes back. Any other window was closed by somebody who is done with the kiosk.
    if (!given.locked) leave();
  });
  app.on('second-instance', () => screen.place());
}

/**
 * Serves the page, and limits what it may do. The shell itself saves what staff export, so no download is allowed.
 *
 * @returns what gives the page its serial ports
 */
function guardSession({ current, screen }: Shell, page: Page): SerialPorts {
  servePage(page, {
    picture: (name) => current.picture(name),
    onOpened: () => current.lockStaff(),
  });
  const serialPorts = new SerialPorts({
    inSettings: () => current.serialScanners,
    isSupervisorThere: () => current.isSupervisorThere,
  });
  limitPermissions(session.defaultSession, serialPorts);
  screen.onLoaded((loaded) => serialPorts.openOn(loaded));
  session.defaultSession.on('will-download', (event) => event.preventDefault());
  return serialPorts;
}

/** Shows the fault page for a while first if the process has crashed again and again. */
async function pauseAfterCrashes({ given, clock, screen }: Shell) {
  const pauseMs = pauseBeforeStart(given.record.exceptionsAt, clock.now());
  if (pauseMs > 0) await screen.showFaultFor(pauseMs);
}

/**
 * Starts the shell. `entry.ts` calls this and ends the process if it throws.
 *
 * @throws if a part of the program is missing or damaged
 */
export function start(): void {
  loadSqlite();
  const page = readPage(path.join(built, 'renderer'));
  main(page).catch(endWith);
}

async function endWith(error: unknown) {
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`${message}\n`);
  if (error instanceof BadSettingError) {
    await explainBadSetting(error).catch(() => {});
    app.exit(EXIT.badSetting);
  } else app.exit(error instanceof FolderInUseError ? EXIT.inUse : EXIT.fault);
}
