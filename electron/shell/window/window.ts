import { app, BrowserWindow, type Rectangle } from 'electron';
import { PAGE_ORIGIN } from '../app-protocol.ts';

/** The kiosk itself, or the plain page that says it is closed and needs no script. */
export type ShellPage = 'kiosk' | 'fault';

const ADDRESSES: Record<ShellPage, string> = {
  kiosk: `${PAGE_ORIGIN}/index.html`,
  fault: `${PAGE_ORIGIN}/fault.html`,
};

/**
 * A window of the kiosk's: the page without Node, isolated and sandboxed.
 *
 * A locked one is not made with `closable: false`, by which Windows and macOS would keep the app from quitting when staff
 * leave: `lockWindow` keeps it from being closed.
 *
 * @param preload path of the built preload
 * @param locked whether it takes the whole display
 * @param bounds the display's
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
      // A visitor's first scan has to be heard without anyone having touched the screen.
      autoplayPolicy: 'no-user-gesture-required',
    },
  });
  window.removeMenu();
  window.once('ready-to-show', () => window.show());
  return window;
}

/** Shows a page in a window. Rejects where it can't be loaded. */
export function loadPage(window: BrowserWindow, page: ShellPage): Promise<void> {
  return window.loadURL(ADDRESSES[page]);
}
