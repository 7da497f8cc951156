import path from 'node:path';
import { app, dialog, session } from 'electron';
import type { BridgeHandlers } from '../shared/bridge/bridge.ts';
import { BadSettingError } from './core/system/bad-setting.ts';
import { systemClock } from './core/system/clock.ts';
import { CLOSE_MS, closedInTime, endAtOnce } from './core/system/end-in-time.ts';
import { FolderInUseError } from './core/system/folder-lock.ts';
import { openLog } from './core/system/log.ts';
import { claimFolder, UntrustedFolderError } from './core/system/private-folder.ts';
import { Kiosk } from './kiosk/kiosk.ts';
import { openSession } from './kiosk/kiosk-session.ts';
import { readPageFiles } from './page/page-files.ts';
import { parseFlags, readGiven } from './process/command-line.ts';
import { EXIT } from './process/exit-codes.ts';
import { takeSecrets } from './process/secrets-pipe.ts';
import { takeEnvironment } from './settings/environment.ts';
import { registerPageScheme, servePage } from './shell/app-protocol.ts';
import { limitDownloads } from './shell/guard/downloads.ts';
import { guardPages } from './shell/guard/guard-pages.ts';
import { limitPermissions } from './shell/guard/permissions.ts';
import { readCommandLine } from './shell/guard/switch-policy.ts';
import { handleBridgeCalls, sendBridgeEvents } from './shell/ipc.ts';
import { prepareChromium } from './shell/prepare-chromium.ts';
import { keepCrashDumps, limitCrashDumps } from './shell/recovery/crash-dumps.ts';
import { keepRunning } from './shell/recovery/keep-running.ts';
import { FAULT_MS, pauseBeforeStart } from './shell/recovery/recovery-policy.ts';
import { restartApp, takeSuccession } from './shell/recovery/restart-app.ts';
import { readRestartRecord } from './shell/recovery/restart-record.ts';
import { safeKeyStore } from './shell/safe-key-store.ts';
import { withShell } from './shell/shell-handlers.ts';
import { takeSingleInstance } from './shell/single-instance.ts';
import { startAtLogin } from './shell/start-at-login.ts';
import { timeOfDay, whyNoUpdates } from './shell/updates/update-policy.ts';
import { followUpdates } from './shell/updates/updates.ts';
import { whenFree } from './shell/updates/when-free.ts';
import { isWritable } from './shell/updates/writable-folder.ts';
import { KioskScreen } from './shell/window/kiosk-screen.ts';
import { followPower } from './shell/window/power.ts';
import type { ShellPage } from './shell/window/window.ts';

const here = import.meta.dirname;

/** What has to be done before the app is ready, in one go. */
function prepare() {
  // Whatever is made from here on is for this user alone, SQLite's and Chromium's files too.
  process.umask(0o077);
  registerPageScheme();
  const { isPackaged } = app;
  const args = process.argv.slice(1);
  // While developing the app's own path stands among them, after what is for Electron.
  const own = isPackaged ? args : args.slice(args.findIndex((arg) => !arg.startsWith('-')) + 1);
  const line = readCommandLine(own, { isPackaged });
  if (!line.ok) throw new BadSettingError(line.message);
  const environment = { ...takeEnvironment(process.env), ...takeSecrets(process.env) };
  const values = parseFlags(line.own, { windowed: { type: 'boolean' } });
  const given = readGiven(values, environment, process.env);
  const dataDir = path.resolve(given.dataDir);
  refuseUntrusted(dataDir);
  // Chromium's own files, and by them the single instance, belong to this kiosk's folder.
  app.setPath('userData', path.join(dataDir, 'shell'));
  keepCrashDumps(dataDir);
  const record = readRestartRecord(dataDir);
  const locked = given.settings.lockdown && values.windowed !== true;
  prepareChromium({ locked, softwareGraphics: record.softwareGraphics });
  guardPages();
  return { ...given, dataDir, record, locked, waitMs: takeSuccession(process.env) };
}

/** Before anything is read from the folder or Chromium writes there. What else is wrong with it the screen tells later. */
function refuseUntrusted(dataDir: string) {
  try {
    claimFolder(dataDir);
  } catch (error) {
    if (error instanceof UntrustedFolderError) throw error;
  }
}

/** The Electron shell: the kiosk in a window of its own, and what keeps it there. */
async function main(): Promise<void> {
  const { record, locked, waitMs, ...given } = prepare();
  const { dataDir, environment, settings } = given;
  const clock = systemClock;
  const patience = { forMs: waitMs, clock };
  let blocked: unknown = null;
  try {
    await whenFree(() => takeSingleInstance(dataDir), patience);
  } catch (error) {
    if (!locked || error instanceof FolderInUseError) throw error;
    blocked = error;
  }
  await app.whenReady();

  const shellLog = openLog(
    dataDir,
    clock,
    { version: app.getVersion() },
    { file: 'shell.log', secrets: environment.apiKey ? [environment.apiKey] : [] },
  );
  const { log } = shellLog;
  const screen = new KioskScreen({
    preload: path.join(here, '../preload/index.cjs'),
    locked,
    display: settings.screenNumber,
    clock,
    onTrouble: (trouble, detail) => {
      if (trouble === 'page-gone') limitCrashDumps(dataDir);
      recovery.report(trouble, detail);
    },
  });
  let kiosk: Kiosk | null = null;
  let handlers: BridgeHandlers | null = null;
  /** From now on nothing is mended any more. */
  const close = async () => {
    screen.letGo();
    await kiosk?.close();
    await shellLog.close();
  };
  const lockStaff = () => void handlers?.lockStaff({});
  const show = (page: ShellPage) => {
    lockStaff();
    return screen.show(page);
  };
  const recovery = keepRunning({
    dataDir,
    record,
    environment,
    close,
    clock,
    log,
    showKiosk: () => void show('kiosk'),
    showFault: () => void show('fault'),
  });

  let closing = false;
  app.on('before-quit', (event) => {
    screen.letGo();
    if (closing) return;
    // What is under way is written down first.
    closing = true;
    event.preventDefault();
    void closedInTime(close(), { forMs: CLOSE_MS, clock }).then((isClosed) => {
      // A disk that answers no more: what was told is on it.
      if (isClosed) app.quit();
      else endAtOnce();
    });
  });
  app.on('window-all-closed', () => {
    // A locked kiosk's window comes back.
    if (!locked) app.quit();
  });
  app.on('second-instance', () => screen.place());

  servePage(readPageFiles(path.join(here, '../renderer')), lockStaff);
  limitPermissions(session.defaultSession, () => kiosk?.settings.forScreen.serialScanners ?? []);
  const expectDownload = limitDownloads(session.defaultSession);

  const beClosedFor = async (ms: number) => {
    await screen.show('fault');
    await new Promise<void>((resolve) => clock.schedule(ms, resolve));
  };
  const pauseMs = pauseBeforeStart(record.exceptionsAt, clock.now());
  if (pauseMs > 0) await beClosedFor(pauseMs);

  let started: Kiosk;
  try {
    if (blocked) throw blocked;
    const keyStore = safeKeyStore(dataDir);
    const leave = () => app.quit();
    started = await whenFree(() => new Kiosk({ ...given, keyStore, locked, leave }), patience);
    kiosk = started;
    await started.start();
  } catch (error) {
    if (!locked || error instanceof FolderInUseError) throw error;
    // A disk that is full or read-only may be mended, and nobody stands here to start the kiosk again.
    log.error({ error: String(error) }, 'the kiosk could not start');
    await beClosedFor(FAULT_MS);
    await close().catch(() => {});
    restartApp(environment);
    return;
  }
  const followLogin = () => {
    const on = started.settings.forScreen.startAtLogin;
    if (!app.isPackaged || on === null) return;
    try {
      startAtLogin(on);
    } catch (error) {
      log.error({ error: String(error) }, 'start at login could not be set');
    }
  };
  let lastScanAt = clock.monotonic();
  handlers = withShell(openSession(started), {
    alive: () => screen.heard(),
    scanned: () => {
      lastScanAt = clock.monotonic();
    },
    handsOver: expectDownload,
    saved: followLogin,
  });
  handleBridgeCalls(started, handlers, () => screen.page);
  sendBridgeEvents(started, () => screen.page);

  followLogin();
  const mayReplace = () => isWritable(path.dirname(process.execPath));
  const url = app.isPackaged ? settings.updateUrl : null;
  const noUpdates = url && whyNoUpdates(process.platform, process.env, mayReplace);
  if (noUpdates) log.warn({}, noUpdates);
  else if (url) {
    const moment = () => ({
      pending: started.state().queued,
      idleMs: clock.monotonic() - lastScanAt,
      timeOfDay: timeOfDay(clock.now(), started.settings.venueTimeZone),
      hours: started.settings.forScreen.updateHours,
    });
    followUpdates({ url, moment, close, environment, clock, log });
  }
  if (locked) {
    followPower({
      sleep: lockStaff,
      wake: () => void show('kiosk'),
      unlock: () => screen.place(),
    });
  }
  await screen.show('kiosk');
  log.info({ locked }, 'started');
}

main().catch((error: unknown) => {
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`${message}\n`);
  if (error instanceof BadSettingError) {
    // Outside Linux nobody hears what an installed app says, and this a person has to mend.
    if (app.isPackaged && process.platform !== 'linux') dialog.showErrorBox(app.name, message);
    app.exit(EXIT.badSetting);
  } else app.exit(error instanceof FolderInUseError ? EXIT.inUse : EXIT.fault);
});
