import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { findProgram, isProgram } from '../core/system/find-program.ts';
import { DevToolsPipe } from './devtools-pipe.ts';
import { LonePage } from './lone-page.ts';
import type { WindowAdmission } from './server.ts';

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

/** The system's Chromium: what `KIOSK_CHROMIUM` names, or the first on PATH or in a usual place; null if none. */
export function findChromium(env: NodeJS.ProcessEnv): string | null {
  if (env.KIOSK_CHROMIUM) return isProgram(env.KIOSK_CHROMIUM) ? env.KIOSK_CHROMIUM : null;
  for (const name of NAMES) {
    const onPath = findProgram(name, env);
    if (onPath) return onPath;
  }
  return PLACES[process.platform]?.find(isProgram) ?? null;
}

/** Whether a window could be seen here. */
export function hasDisplay(env: NodeJS.ProcessEnv): boolean {
  return process.platform !== 'linux' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY);
}

/** The flags of a locked window: visitors find no way out, and Chromium asks them nothing. */
const KIOSK_FLAGS = [
  '--kiosk',
  '--noerrdialogs',
  '--hide-crash-restore-bubble',
  '--disable-pinch',
  '--overscroll-history-navigation=0',
  '--disable-features=Translate,MediaRouter',
  // Without this, a locked keyring would ask for its password.
  '--password-store=basic',
  // Nobody is there to allow the camera. Only our own page is shown, and it may not use a microphone.
  '--auto-accept-camera-and-microphone-capture',
];

/** Where an ordinary window opens on the screen, and how large it is, in pixels. */
export type WindowPlace = { x: number; y: number; width: number; height: number };

export type ChromiumWindow = {
  /** Resolves when its program has ended, for whatever reason. */
  ended: Promise<void>;
  /** Brings it in front of all other windows, and gives it the focus. */
  toFront: () => void;
  close: () => Promise<void>;
};

/**
 * Opens the kiosk in a window of its own, with a temporary profile. The window's secret goes through a pipe, because
 * any user of the machine may read command lines.
 *
 * @param windowed whether it is an ordinary window; in a locked one every other page is closed
 * @param place where an ordinary window is to open; by default Chromium decides, and it has the size of a small screen
 * @param switches further ones for Chromium
 */
export function openWindow(
  program: string,
  admission: WindowAdmission,
  {
    env,
    windowed,
    place,
    switches = [],
  }: {
    env: NodeJS.ProcessEnv;
    windowed: boolean;
    place?: WindowPlace;
    switches?: readonly string[];
  },
): ChromiumWindow {
  const profile = mkdtempSync(path.join(tmpdir(), 'confera-kiosk-window-'));
  const child = spawn(
    program,
    [
      `--app=${admission.url}`,
      `--user-data-dir=${profile}`,
      '--remote-debugging-pipe',
      ...switches,
      ...(windowed ? placeFlags(place) : KIOSK_FLAGS),
      '--no-first-run',
      '--no-default-browser-check',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--autoplay-policy=no-user-gesture-required',
      // On Linux Chromium speaks through speech-dispatcher, and only if it is told to.
      ...(process.platform === 'linux' ? ['--enable-speech-dispatcher'] : []),
      // As root, Chromium refuses to start with its sandbox.
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ],
    { env, stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] },
  );
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  }).then(() => throwAway(profile));
  const close = () => {
    end(child);
    return ended;
  };
  // The pipes are missing if this process may open no more files: nothing was started then, and it ends at once.
  const [, , , to, from] = (child.stdio ?? []) as [null, null, null, Writable?, Readable?];
  if (!to || !from) return { ended, toFront: () => {}, close };
  const pipe = new DevToolsPipe({ to, from, onTarget: (target) => page.appeared(target) });
  const page = new LonePage(pipe);
  pipe.send('Storage.setCookies', { cookies: [admission.cookie] }).catch(() => {});
  if (!windowed) pipe.tellTargets().catch(() => {});
  return {
    ended,
    toFront: () => page.toFront(),
    close,
  };
}

function placeFlags(place: WindowPlace | undefined): string[] {
  if (!place) return ['--window-size=1280,800'];
  const { x, y, width, height } = place;
  return [`--window-size=${width},${height}`, `--window-position=${x},${y}`];
}

function throwAway(profile: string) {
  try {
    rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  } catch {
    // The system clears its temporary folder by itself.
  }
}

/** Asks Chromium to end, and kills it after three seconds. */
function end(child: ChildProcess) {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const force = setTimeout(() => child.kill('SIGKILL'), 3000);
  child.once('exit', () => clearTimeout(force));
  child.kill('SIGTERM');
}
