import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { app } from 'electron';
import type { Log } from '../core/system/log.ts';
import type { Kiosk } from '../kiosk/kiosk.ts';
import { configHome } from '../settings/data-folder.ts';
import { autostartEntry, launcherOf } from './autostart-entry.ts';

/** Has the installed app start at login or not, as the setting says; without the setting nothing is changed. */
export function followStartAtLogin(kiosk: Kiosk, log: Log): void {
  const on = kiosk.settings.forScreen.startAtLogin;
  if (!app.isPackaged || on === null) return;
  try {
    startAtLogin(on);
  } catch (error) {
    log.error({ error: String(error) }, 'start at login could not be set');
  }
}

/**
 * Turns the start at login on or off for this user. On Linux this writes to the desktop's autostart folder; a kiosk
 * without a desktop uses the systemd unit instead.
 *
 * @throws what the file system says, or if this user has no home folder
 */
function startAtLogin(on: boolean): void {
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
  writeFileSync(file, autostartEntry(process.env.APPIMAGE ?? launcherOf(process.execPath)));
}
