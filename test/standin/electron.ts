import { app } from './app.ts';
import { BrowserWindow } from './browser-window.ts';
import { ipcMain } from './ipc-main.ts';
import { protocol } from './protocol.ts';
import { provideOnly } from './provide-only.ts';
import { safeStorage } from './safe-storage.ts';
import { session } from './session.ts';

/** What `require('electron')` gives: as much of it as the kiosk uses, and an error for the rest. */
const electron = provideOnly(
  'electron',
  { app, BrowserWindow, ipcMain, protocol, safeStorage, session },
  ['app', 'BrowserWindow', 'ipcMain', 'protocol', 'safeStorage', 'session'],
);

export { electron as 'module.exports' };
