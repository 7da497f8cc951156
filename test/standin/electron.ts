import { app } from './app.ts';
import { BrowserWindow } from './browser-window.ts';
import { ipcMain } from './ipc-main.ts';
import { followTest } from './machine.ts';
import {
  crashReporter,
  Menu,
  nativeTheme,
  powerMonitor,
  powerSaveBlocker,
  screen,
} from './machine-parts.ts';
import { protocol } from './protocol.ts';
import { provideOnly } from './provide-only.ts';
import { safeStorage } from './safe-storage.ts';
import { followScanners } from './serial-ports.ts';
import { session } from './session.ts';

const parts = {
  app,
  BrowserWindow,
  crashReporter,
  ipcMain,
  Menu,
  nativeTheme,
  powerMonitor,
  powerSaveBlocker,
  protocol,
  safeStorage,
  screen,
  session,
};

followTest();
followScanners();

/** What `require('electron')` returns: the part of Electron that the kiosk uses, and an error for the rest. */
const electron = provideOnly('electron', parts, Object.keys(parts) as (keyof typeof parts)[]);

export { electron as 'module.exports' };
