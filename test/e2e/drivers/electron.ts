import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import { _electron } from 'playwright-core';
import { hasDisplay } from '../../../electron/served/chromium.ts';
import { traceIpc } from './electron-trace.ts';
import { type KioskDriver, type KioskStart, type RunningKiosk, STEP_MS } from './kiosk-driver.ts';
import { stopRouting } from './stop-routing.ts';

const root = path.resolve(import.meta.dirname, '../../..');

/** `npm run electron-proof` names Electron's program, and the folder of an app that runs in it. */
const { PROOF_PROGRAM, PROOF_APP = root } = process.env;
const MAIN = path.join(PROOF_APP, 'out/main/index.cjs');

/** Away from Linux there is no session of its own, and a locked kiosk would take the screen from a person. */
const LOOK = process.platform === 'linux' ? [] : ['--windowed'];

/** The built app in a real Electron, in its sandbox, as locked as it is for visitors. */
export const electron: KioskDriver = {
  name: 'electron',
  unavailable: whyNot(),
  isShell: true,
  launch,
};

function whyNot(): string | null {
  if (!PROOF_PROGRAM) return 'only "npm run electron-proof" has Electron’s program';
  return hasDisplay(process.env) ? null : 'there is no display for Electron’s window';
}

async function launch(start: KioskStart): Promise<RunningKiosk> {
  const { PATH, TMPDIR, DISPLAY, XDG_RUNTIME_DIR, DBUS_SESSION_BUS_ADDRESS } = process.env;
  // Also where the downloads are.
  const HOME = mkdtempSync(path.join(tmpdir(), 'kiosk-home-'));
  // The display's key lies in the real one, unless it is named.
  const XAUTHORITY = process.env.XAUTHORITY ?? path.join(homedir(), '.Xauthority');
  const session = { DISPLAY, XDG_RUNTIME_DIR, DBUS_SESSION_BUS_ADDRESS, XAUTHORITY };
  const places = { PATH, HOME, TMPDIR, ...session };
  const given = Object.entries({ ...places, ...start.env, KIOSK_DATA_DIR: start.dataDir });
  const program = {
    executablePath: PROOF_PROGRAM ?? '',
    // Before the app, or they would be flags of the app's.
    args: [...(start.chromiumArgs ?? []), MAIN, ...LOOK],
    env: Object.fromEntries(
      given.filter((pair): pair is [string, string] => pair[1] !== undefined),
    ),
  };
  // Without `chromiumSandbox`, Playwright switches Chromium's sandbox off.
  const launched = _electron.launch({ ...program, chromiumSandbox: true });
  const app = await launched.catch(async (error: unknown) => {
    throw new Error(await endOf(program), { cause: error });
  });
  const child = app.process();
  let said = '';
  child.stderr?.on('data', (chunk) => {
    said += chunk;
  });
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve)).finally(() =>
    rmSync(HOME, { recursive: true, force: true, maxRetries: 10 }),
  );
  const page = await app.firstWindow().catch((error: unknown) => {
    child.kill('SIGKILL');
    throw new Error(`The kiosk has no window: ${said}`, { cause: error });
  });
  page.setDefaultTimeout(STEP_MS);
  await page.waitForLoadState();
  let sentToPage: RunningKiosk['sentToPage'] = async () => [];
  if (start.onPage) {
    sentToPage = await traceIpc(app);
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
    sentToPage,
    downloaded: async (fileName, encoding = 'utf8') =>
      readFileSync(path.join(HOME, 'Downloads', fileName), encoding),
    stderr: () => said,
    exited,
    pid: child.pid as number,
    kill: () => child.kill('SIGKILL'),
    close: async () => {
      await stopRouting(app.context());
      child.kill('SIGTERM');
      return exited;
    },
  };
}

/** What Chromium itself writes to stderr. */
const CHROMIUM_SAYS = /^\[\d+:\d{4}\/.*\n/gm;

/**
 * Starts a program that Playwright could not launch, which doesn't tell why, once more.
 *
 * @returns how it ended, and what it said
 */
async function endOf(program: {
  executablePath: string;
  args: string[];
  env: Record<string, string>;
}): Promise<string> {
  const { executablePath, args, env } = program;
  const child = spawn(executablePath, args, { env, stdio: ['ignore', 'ignore', 'pipe'] });
  const timer = setTimeout(() => child.kill('SIGKILL'), STEP_MS);
  let said = '';
  child.stderr.on('data', (chunk) => {
    said += chunk;
  });
  const [code] = await once(child, 'close');
  clearTimeout(timer);
  return `The kiosk ended with ${code}: ${said.replace(CHROMIUM_SAYS, '')}`;
}
