import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { app } from 'electron';
import { configHome } from '../settings/data-folder.ts';
import { autostartEntry } from './autostart-entry.ts';

/**
 * Has the system start the installed app when this user logs in, or no longer. On Linux by the desktop's autostart
 * folder; a kiosk without a desktop takes the systemd unit instead.
 *
 * @throws what the file system says, and where this user has no folder
 */
export function startAtLogin(on: boolean): void {
  if (process.platform !== 'linux') {
    app.setLoginItemSettings({ openAtLogin: on });
    return;
  }
  const config = configHome(process.env);
  if (config === null) {
    throw new Error(
      "HOME is not set to a full path, so the autostart entry can't be written. Set HOME and try again",
    );
  }
  const file = path.join(config, 'autostart', 'confera-kiosk.desktop');
  if (!on) {
    rmSync(file, { force: true });
    return;
  }
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, autostartEntry(process.env.APPIMAGE ?? process.execPath));
}
