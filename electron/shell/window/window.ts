import { app, BrowserWindow, nativeTheme, type Rectangle } from 'electron';
import type { Theme } from '../../../shared/settings/settings.ts';
import { faultPageName } from '../../../shared/words/fault-page.ts';
import type { Language } from '../../../shared/words/languages.ts';
import { PAGE_ORIGIN } from '../page-origin.ts';
import { groundOf, type ShellPage } from './ground.ts';

/**
 * Makes a window for a page, which runs isolated and sandboxed, without Node. The window isn't shown yet, nor is it in
 * kiosk mode: on Linux that mode would show it at once, empty. On Wayland a locked window is made in that mode all the
 * same, because it would otherwise never fill the display: it would keep room for a frame around it.
 *
 * `lockWindow` keeps a locked one from being closed. `closable: false` would do that, too, but on Windows and macOS it
 * would also keep the app from quitting when staff leave the kiosk.
 *
 * @param page the one that will be loaded
 * @param theme the setting, whose ground the window has until the page is drawn
 * @param preload path of the built preload
 * @param locked whether it takes the whole display
 * @param onWayland whether this is Wayland
 * @param bounds of the display
 */
export function makeWindow({
  page,
  theme,
  preload,
  locked,
  onWayland,
  bounds,
}: {
  page: ShellPage;
  theme: Theme;
  preload: string;
  locked: boolean;
  onWayland: boolean;
  bounds: Rectangle;
}): BrowserWindow {
  const window = new BrowserWindow({
    show: false,
    ...(locked ? bounds : { width: 1280, height: 800 }),
    kiosk: locked && onWayland,
    fullscreen: locked && onWayland,
    minimizable: !locked,
    autoHideMenuBar: true,
    backgroundColor: groundOf(page, theme, nativeTheme.shouldUseDarkColors),
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
  return window;
}

/**
 * Loads a page into a window. Rejects if it can't be loaded.
 *
 * @param language of the fault page. The kiosk itself asks for its own
 */
export function loadPage(
  window: BrowserWindow,
  page: ShellPage,
  language: Language,
): Promise<void> {
  const file = page === 'kiosk' ? 'index.html' : faultPageName(language);
  return window.loadURL(`${PAGE_ORIGIN}/${file}`);
}
