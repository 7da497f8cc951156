import { app, Menu, type MenuItemConstructorOptions } from 'electron';

/** These turn off Chromium's zoom and back gestures, and its error dialogs. */
const LOCKED_SWITCHES: [name: string, value?: string][] = [
  ['disable-pinch'],
  ['overscroll-history-navigation', '0'],
  ['disable-features', 'TouchpadOverscrollHistoryNavigation'],
  ['noerrdialogs'],
];

/** On macOS the keys for copying and pasting come from the menu, so it has these entries and no others. */
const MAC_MENU: MenuItemConstructorOptions[] = [
  { label: 'Confera Kiosk', submenu: [] },
  {
    label: 'Edit',
    submenu: [{ role: 'cut' }, { role: 'copy' }, { role: 'paste' }, { role: 'selectAll' }],
  },
];

/** Tells Chromium what it has to know before the app is ready. */
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
  // On Linux Chromium speaks through speech-dispatcher, and only if it is told to.
  if (process.platform === 'linux') app.commandLine.appendSwitch('enable-speech-dispatcher');
  // By default Electron has a menu with keys that reload, zoom, quit and open the developer tools.
  const isMac = process.platform === 'darwin';
  Menu.setApplicationMenu(isMac ? Menu.buildFromTemplate(MAC_MENU) : null);
}
