import path from 'node:path';
import { app, session } from 'electron';
import { registerPageScheme, servePage } from './app-protocol.ts';
import { handleBridgeCalls, sendBridgeEvents } from './ipc.ts';
import { Kiosk } from './kiosk/kiosk.ts';
import { openSession } from './kiosk/kiosk-session.ts';
import { FolderInUseError } from './outbox/instance-lock.ts';
import { limitPermissions } from './permissions.ts';
import { safeKeyStore } from './safe-key-store.ts';
import { readPageFiles } from './served/page-files.ts';
import { BadSettingError, parseFlags, readGiven } from './settings/command-line.ts';
import { takeEnvironment } from './settings/environment.ts';
import { loadPage, openKioskWindow } from './window.ts';

const EXIT = { fault: 1, badSetting: 2, inUse: 4 } as const;

const here = import.meta.dirname;

/** The Electron shell: the kiosk in a window of its own. */
async function main(): Promise<void> {
  registerPageScheme();
  const args = process.argv.slice(app.isPackaged ? 1 : 2);
  const environment = takeEnvironment(process.env);
  const values = parseFlags(args, { windowed: { type: 'boolean' } });
  const given = readGiven(values, environment, process.env);
  await app.whenReady();
  const kiosk = new Kiosk({
    ...given,
    keyStore: safeKeyStore(given.dataDir),
    leave: () => app.quit(),
  });
  await kiosk.start();

  servePage(readPageFiles(path.join(here, '../renderer')));
  limitPermissions(session.defaultSession, () => kiosk.settings.forScreen.serialScanners);
  handleBridgeCalls(openSession(kiosk));
  const window = openKioskWindow({
    preload: path.join(here, '../preload/index.cjs'),
    kiosk: values.windowed !== true,
  });
  sendBridgeEvents(kiosk, window.webContents);
  app.on('window-all-closed', () => app.quit());
  let closing = false;
  app.on('before-quit', (event) => {
    if (closing) return;
    // What is under way is written down first.
    closing = true;
    event.preventDefault();
    void kiosk.close().finally(() => app.quit());
  });
  await loadPage(window);
}

main().catch((error: unknown) => {
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`${message}\n`);
  if (error instanceof BadSettingError) app.exit(EXIT.badSetting);
  else app.exit(error instanceof FolderInUseError ? EXIT.inUse : EXIT.fault);
});
