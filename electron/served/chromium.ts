import { type ChildProcess, spawn } from 'node:child_process';
import { accessSync, constants, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'msedge'];

const PLACES: Partial<Record<NodeJS.Platform, string[]>> = {
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ],
  win32: [
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
  ],
};

/** The system's Chromium: what `KIOSK_CHROMIUM` names, else the first on PATH or in its usual place; null without one. */
export function findChromium(env: NodeJS.ProcessEnv): string | null {
  if (env.KIOSK_CHROMIUM) return isProgram(env.KIOSK_CHROMIUM) ? env.KIOSK_CHROMIUM : null;
  const folders = (env.PATH ?? '').split(path.delimiter);
  const onPath = folders.flatMap((folder) => NAMES.map((name) => path.join(folder, name)));
  return [...onPath, ...(PLACES[process.platform] ?? [])].find(isProgram) ?? null;
}

/** Whether a window could be seen here. */
export function hasDisplay(env: NodeJS.ProcessEnv): boolean {
  return process.platform !== 'linux' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY);
}

/**
 * Opens an address in a window of its own, with a profile of its own that is thrown away afterwards.
 *
 * @returns what ends it
 */
export function openWindow(
  program: string,
  url: string,
  { env, windowed }: { env: NodeJS.ProcessEnv; windowed: boolean },
): () => Promise<void> {
  const profile = mkdtempSync(path.join(tmpdir(), 'confera-kiosk-window-'));
  const child = spawn(
    program,
    [
      `--app=${url}`,
      `--user-data-dir=${profile}`,
      ...(windowed ? ['--window-size=1280,800'] : ['--start-fullscreen']),
      '--no-first-run',
      '--no-default-browser-check',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--autoplay-policy=no-user-gesture-required',
      // Chromium refuses to sandbox root, and would not start at all.
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ],
    { env, stdio: 'ignore' },
  );
  child.on('error', () => {});
  return async () => {
    await ended(child);
    try {
      rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    } catch {
      // The system clears its folder for temporary files.
    }
  };
}

function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) {
    return Promise.resolve();
  }
  return new Promise((resolve) => {
    const force = setTimeout(() => child.kill('SIGKILL'), 3000);
    child.once('exit', () => {
      clearTimeout(force);
      resolve();
    });
    child.kill('SIGTERM');
  });
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
