import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { _electron } from 'playwright-core';
import { hasDisplay } from '../../../electron/served/chromium.ts';
import { findElectron } from '../../../electron/start/electron-program.ts';
import { type KioskDriver, type KioskStart, type RunningKiosk, STEP_MS } from './kiosk-driver.ts';

const root = path.resolve(import.meta.dirname, '../../..');
const MAIN = path.join(root, 'out/main/index.cjs');

const program = findElectron(root, process.env);

/** The built app in the real Electron, wherever its program is installed. */
export const electron: KioskDriver = {
  name: 'electron',
  unavailable: whyNot(),
  isShell: true,
  launch,
};

function whyNot(): string | null {
  if (!program) return "Electron's program is not installed (node_modules/electron/dist)";
  return hasDisplay(process.env) ? null : 'there is no display for Electron’s window';
}

async function launch(start: KioskStart): Promise<RunningKiosk> {
  const { PATH, TMPDIR, DISPLAY, WAYLAND_DISPLAY, XDG_RUNTIME_DIR } = process.env;
  // Where the downloads are, too.
  const HOME = start.dataDir;
  // The display's key lies in the real one, unless it is named.
  const XAUTHORITY = process.env.XAUTHORITY ?? path.join(homedir(), '.Xauthority');
  const display = { DISPLAY, WAYLAND_DISPLAY, XDG_RUNTIME_DIR, XAUTHORITY };
  const places = { PATH, HOME, TMPDIR, ...display };
  const given = Object.entries({ ...places, ...start.env, KIOSK_DATA_DIR: start.dataDir });
  const app = await _electron.launch({
    executablePath: program ?? '',
    // Chromium refuses to sandbox root; the flags come before the app, so that they are Chromium's.
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      ...(start.chromiumArgs ?? []),
      MAIN,
      '--windowed',
    ],
    env: Object.fromEntries(
      given.filter((pair): pair is [string, string] => pair[1] !== undefined),
    ),
  });
  const child = app.process();
  let said = '';
  child.stderr?.on('data', (chunk) => {
    said += chunk;
  });
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const page = await app.firstWindow();
  page.setDefaultTimeout(STEP_MS);
  if (start.onPage) {
    // It has begun to load already: whoever must see everything sees it load again.
    await start.onPage(page);
    await page.reload();
  }
  return {
    page,
    shell: {
      crashPage: () =>
        app.evaluate(({ BrowserWindow }) => {
          BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer();
        }),
      nextPage: () => app.waitForEvent('window'),
    },
    origin: 'app://kiosk',
    sentToPage: () => [],
    downloaded: async (fileName) => readFileSync(path.join(HOME, 'Downloads', fileName), 'utf8'),
    stderr: () => said,
    exited,
    pid: child.pid as number,
    kill: () => child.kill('SIGKILL'),
    close: async () => {
      child.kill('SIGTERM');
      return exited;
    },
  };
}
