import { app, BrowserWindow, type Rectangle } from 'electron';
import { PAGE_ORIGIN } from '../page-origin.ts';

/** The kiosk itself, or the plain page without a script that says the kiosk is closed. */
export type ShellPage = 'kiosk' | 'fault';

const ADDRESSES: Record<ShellPage, string> = {
  kiosk: `${PAGE_ORIGIN}/index.html`,
  fault: `${PAGE_ORIGIN}/fault.html`,
};

/**
 * Opens a window for the page, which runs isolated and sandboxed, without Node.
 *
 * `lockWindow` keeps a locked one from being closed. `closable: false` would do that, too, but on Windows and macOS it
 * would also keep the app from quitting when staff leave the kiosk.
 *
 * @param preload path of the built preload
 * @param locked whether it takes the whole display
 * @param bounds of the display
 */
export function openKioskWindow({
  preload,
  locked,
  bounds,
}: {
  preload: string;
  locked: boolean;
  bounds: Rectangle;
}): BrowserWindow {
  const window = new BrowserWindow({
    show: false,
    ...(locked ? bounds : { width: 1280, height: 800 }),
    kiosk: locked,
    fullscreen: locked,
    minimizable: !locked,
    autoHideMenuBar: true,
    backgroundColor: '#0e1116',
    webPreferences: {
      preload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
      disableBlinkFeatures: 'Auxclick',
      devTools: !app.isPackaged && !locked,
      // The first scan must be heard even if nobody has touched the screen.
      autoplayPolicy: 'no-user-gesture-required',
    },
  });
  window.removeMenu();
  window.once('ready-to-show', () => window.show());
  return window;
}

/** Loads a page into a window. Rejects if it can't be loaded. */
export function loadPage(window: BrowserWindow, page: ShellPage): Promise<void> {
  return window.loadURL(ADDRESSES[page]);
}
