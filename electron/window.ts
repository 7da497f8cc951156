import { app, BrowserWindow } from 'electron';
import { PAGE_ORIGIN } from './app-protocol.ts';

/**
 * The kiosk's one window: the page without Node, isolated and sandboxed, which can't be led elsewhere.
 *
 * @param preload path of the built preload
 */
export function openKioskWindow({
  preload,
  kiosk,
}: {
  preload: string;
  kiosk: boolean;
}): BrowserWindow {
  const window = new BrowserWindow({
    show: false,
    width: 1280,
    height: 800,
    kiosk,
    fullscreen: kiosk,
    autoHideMenuBar: true,
    backgroundColor: '#0e1116',
    webPreferences: {
      preload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
      devTools: !app.isPackaged,
      // A visitor's first scan has to be heard without anyone having touched the screen.
      autoplayPolicy: 'no-user-gesture-required',
    },
  });
  window.removeMenu();
  const { webContents } = window;
  webContents.setWindowOpenHandler(() => ({ action: 'deny' }));
  const stay = (event: { preventDefault: () => void }) => event.preventDefault();
  webContents.on('will-navigate', stay);
  webContents.on('will-redirect', stay);
  webContents.on('will-attach-webview', stay);
  window.once('ready-to-show', () => window.show());
  return window;
}

/** Shows the page in the window. */
export function loadPage(window: BrowserWindow): Promise<void> {
  return window.loadURL(`${PAGE_ORIGIN}/index.html`);
}
