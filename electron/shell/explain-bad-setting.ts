import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { app, dialog } from 'electron';
import type { BadSettingError } from '../core/system/bad-setting.ts';
import { type WayToExplain, wayToExplain } from './guard/way-to-explain.ts';

/** How long the words stay on the screen at most; milliseconds. Nothing waits for ever where nobody is. */
const SHOWN_MS = 5 * 60_000;

/** How soon the app notices that its window was closed; milliseconds. Nobody feels this. */
const NOTICED_MS = 100;

/**
 * Tells the person who started the installed app why it ends. Nobody hears what it says on stderr, and a person has to
 * put a bad setting right.
 *
 * @returns once the person has read it, after five minutes, or at once where there is nobody to tell
 */
export async function explainBadSetting(error: BadSettingError): Promise<void> {
  const { env, platform } = process;
  const way: WayToExplain = wayToExplain(error, { isPackaged: app.isPackaged, platform, env });
  if (way === 'box before ready') dialog.showErrorBox(app.name, error.message);
  if (way === 'window') await showWindow(error.message);
}

/** Shows a window of the system's own. No page is loaded, so it is safe without Chromium's sandbox, too. */
async function showWindow(message: string): Promise<void> {
  // Chromium writes to its folder from the moment it is ready, and the kiosk's own folder isn't known or isn't good.
  const scratch = mkdtempSync(path.join(tmpdir(), 'confera-kiosk-'));
  // Whoever ends the session closes the window. If the app quit by itself, it would end as if nothing were wrong.
  const quit = new AbortController();
  app.once('before-quit', (event) => {
    event.preventDefault();
    quit.abort();
  });
  // Without a page, Chromium is idle. On Linux, Electron goes on after the closed window only with Chromium's next task,
  // which can be half a minute away (electron/electron#51049). Every run of a timer is a task.
  const tasks = setInterval(() => {}, NOTICED_MS);
  try {
    app.setPath('userData', scratch);
    await app.whenReady();
    await dialog.showMessageBox({
      type: 'error',
      title: app.name,
      message: 'The kiosk can’t start',
      detail: message,
      buttons: ['OK'],
      signal: AbortSignal.any([AbortSignal.timeout(SHOWN_MS), quit.signal]),
    });
  } finally {
    clearInterval(tasks);
    rmSync(scratch, { recursive: true, force: true });
  }
}
