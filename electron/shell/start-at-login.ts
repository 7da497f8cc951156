import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { app } from 'electron';
import { autostartEntry } from './autostart-entry.ts';

/**
 * Has the system start the installed app when this user logs in, or no longer. On Linux by the desktop's autostart
 * folder; a kiosk without a desktop takes the systemd unit instead.
 *
 * @throws what the file system says
 */
export function startAtLogin(on: boolean): void {
  if (process.platform !== 'linux') {
    app.setLoginItemSettings({ openAtLogin: on });
    return;
  }
  const config = process.env.XDG_CONFIG_HOME || path.join(homedir(), '.config');
  const file = path.join(config, 'autostart', 'confera-kiosk.desktop');
  if (!on) {
    rmSync(file, { force: true });
    return;
  }
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, autostartEntry(process.env.APPIMAGE ?? process.execPath));
}
