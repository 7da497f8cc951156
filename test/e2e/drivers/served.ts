import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type Browser, chromium, type Download } from 'playwright-core';
import { findChromium } from '../../../electron/served/chromium.ts';
import { CHROMIUM_FLAGS, SOUND_FLAG } from '../../fixtures/chromium-flags.ts';
import { type KioskDriver, type KioskStart, type RunningKiosk, STEP_MS } from './kiosk-driver.ts';
import { startKioskProcess } from './kiosk-process.ts';
import { stopRouting } from './stop-routing.ts';

/** The bundle that the package for Debian starts. It starts in a third of the time that the sources take. */
const MAIN = path.resolve(import.meta.dirname, '../../../out/main/served.cjs');

const program = findChromium(process.env);

/** One Chromium for all kiosks of a test file that need no flags of their own. It ends with the process. */
let shared: Promise<Browser> | null = null;

/** The kiosk as `npm start -- --host browser` serves it, in a context of its own of the system's Chromium. */
export const served: KioskDriver = {
  name: 'served',
  unavailable: program ? null : 'there is no Chromium on this machine (KIOSK_CHROMIUM names one)',
  isShell: false,
  launch,
};

async function launch(start: KioskStart): Promise<RunningKiosk> {
  if (!existsSync(MAIN)) throw new Error('The app is not built: run "node build/build.ts" first');
  const kiosk = startKioskProcess([MAIN, '--host', 'browser', '--no-open'], {
    ...start.env,
    KIOSK_DATA_DIR: start.dataDir,
  });
  const { browser, closeBrowser } = await browserFor(start);
  const { TZ: zone } = start.env;
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    // A shared browser has this machine's zone.
    ...(zone && { timezoneId: zone }),
  });
  const close = async () => {
    await stopRouting(context);
    await context.close();
    await closeBrowser();
    return kiosk.close();
  };
  try {
    const url = (await kiosk.line('kiosk ')).slice('kiosk '.length);
    const { origin } = new URL(url);
    if (start.cameraAllowed !== false) await context.grantPermissions(['camera'], { origin });
    const page = await context.newPage();
    const downloads = new Map<string, Download>();
    page.on('download', (download) => downloads.set(download.suggestedFilename(), download));
    page.setDefaultTimeout(STEP_MS);
    await start.onPage?.(page);
    await page.goto(url);
    return {
      page,
      shell: null,
      origin,
      sentToPage: async () => [],
      downloaded: async (fileName, encoding = 'utf8') => {
        const file = await downloads.get(fileName)?.path();
        if (!file) throw new Error(`${fileName} was not downloaded`);
        return readFileSync(file, encoding);
      },
      stderr: kiosk.stderr,
      exited: kiosk.exited,
      pid: kiosk.child.pid as number,
      kill: () => kiosk.child.kill('SIGKILL'),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function browserFor({ chromiumArgs, display }: KioskStart) {
  if (chromiumArgs || display) {
    const browser = await launchBrowser(chromiumArgs ?? [], display);
    return { browser, closeBrowser: () => browser.close() };
  }
  shared ??= launchBrowser([]);
  return { browser: await shared, closeBrowser: async () => {} };
}

function launchBrowser(flags: string[], display?: string): Promise<Browser> {
  return chromium.launch({
    executablePath: program ?? '',
    args: [...CHROMIUM_FLAGS, SOUND_FLAG, ...flags],
    ...(display && { headless: false, env: { ...process.env, DISPLAY: display } }),
  });
}
