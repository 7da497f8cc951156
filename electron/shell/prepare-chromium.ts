import { app, Menu, type MenuItemConstructorOptions } from 'electron';

/** Chromium's own ways to zoom and to go back by a gesture, and its error bubbles. */
const LOCKED_SWITCHES: [name: string, value?: string][] = [
  ['disable-pinch'],
  ['overscroll-history-navigation', '0'],
  ['disable-features', 'TouchpadOverscrollHistoryNavigation'],
  ['noerrdialogs'],
];

/** macOS takes the keys for copying and pasting from the menu, and has no others of ours. */
const MAC_MENU: MenuItemConstructorOptions[] = [
  { label: 'Confera Kiosk', submenu: [] },
  {
    label: 'Edit',
    submenu: [{ role: 'cut' }, { role: 'copy' }, { role: 'paste' }, { role: 'selectAll' }],
  },
];

/** What Chromium has to know before the app is ready. */
export function prepareChromium({
  locked,
  softwareGraphics,
}: {
  locked: boolean;
  softwareGraphics: boolean;
}): void {
  if (softwareGraphics) app.disableHardwareAcceleration();
  if (locked) {
    for (const [name, value] of LOCKED_SWITCHES) app.commandLine.appendSwitch(name, value);
  }
  // Without this Electron brings a menu whose keys reload, zoom, quit and open the developer tools.
  const isMac = process.platform === 'darwin';
  Menu.setApplicationMenu(isMac ? Menu.buildFromTemplate(MAC_MENU) : null);
}
