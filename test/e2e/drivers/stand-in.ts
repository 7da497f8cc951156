import { existsSync } from 'node:fs';
import path from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { findChromium } from '../../../electron/served/chromium.ts';
import type { FromTest, ToTest } from '../../standin/test-link.ts';
import { type KioskDriver, type KioskStart, type RunningKiosk, STEP_MS } from './kiosk-driver.ts';
import { type KioskProcess, startKioskProcess } from './kiosk-process.ts';

const root = path.resolve(import.meta.dirname, '../../..');
const HOOK = path.join(root, 'test/standin/hook.mjs');
const MAIN = path.join(root, 'out/main/index.cjs');

/** How the stand-in shows `app://kiosk`. */
const ORIGIN = 'https://kiosk.app.localhost';

/** The built Electron app, with the stand-in for Electron under it. */
export const standIn: KioskDriver = {
  name: 'stand-in',
  unavailable: findChromium(process.env)
    ? null
    : 'there is no Chromium on this machine (KIOSK_CHROMIUM names one)',
  isShell: true,
  launch,
};

async function launch(start: KioskStart): Promise<RunningKiosk> {
  if (!existsSync(MAIN)) throw new Error('The app is not built: run "node build/build.ts" first');
  const kiosk = startKioskProcess(['--import', HOOK, MAIN], {
    STANDIN_CHROMIUM_ARGS: JSON.stringify(start.chromiumArgs ?? []),
    ...start.env,
    KIOSK_DATA_DIR: start.dataDir,
  });
  const sent: string[] = [];
  kiosk.child.on('message', (message: ToTest) => {
    if (message.is === 'sent') sent.push(message.text);
  });
  let browser: Browser | undefined;
  const close = async () => {
    // First, or the pages that go with Chromium would look like a crash from here.
    await browser?.close();
    return kiosk.close();
  };
  try {
    const endpoint = await Promise.race([endpointOf(kiosk), kiosk.untimelyEnd]);
    browser = await chromium.connectOverCDP(endpoint);
    const page = browser.contexts()[0]?.pages()[0];
    if (!page) throw new Error('The stand-in has no window');
    page.setDefaultTimeout(STEP_MS);
    await start.onPage?.(page);
    kiosk.child.send({ is: 'go' } satisfies FromTest);
    await Promise.race([page.waitForURL(`${ORIGIN}/**`), kiosk.untimelyEnd]);
    return {
      page,
      origin: ORIGIN,
      sentToPage: () => sent,
      stderr: kiosk.stderr,
      exited: kiosk.exited,
      kill: () => kiosk.child.kill('SIGKILL'),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function endpointOf({ child }: KioskProcess): Promise<string> {
  return new Promise((resolve) => {
    child.on('message', (message: ToTest) => {
      if (message.is === 'window') resolve(message.endpoint);
    });
  });
}
