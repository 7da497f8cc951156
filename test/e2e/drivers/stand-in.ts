import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { findChromium } from '../../../electron/served/chromium.ts';
import type { FromTest, SerialScanner, ToTest } from '../../standin/test-link.ts';
import { type KioskDriver, type KioskStart, type RunningKiosk, STEP_MS } from './kiosk-driver.ts';
import { type KioskProcess, startKioskProcess } from './kiosk-process.ts';
import { stopRouting } from './stop-routing.ts';

const root = path.resolve(import.meta.dirname, '../../..');
const HOOK = path.join(root, 'test/standin/hook.mjs');
const MAIN = path.join(root, 'out/main/index.cjs');

/** How the stand-in shows `app://kiosk`. */
const ORIGIN = 'https://kiosk.app.localhost';

type Call = { api: string; args: unknown[] };
type Displays = Extract<FromTest, { is: 'displays' }>['displays'];

/** The machine around the app, as the stand-in makes it up. */
export type Machine = {
  /** Tells the app of an event; of windows and pages the newest hears it. Resolves with whether it was prevented. */
  tell: (who: string, event: string, ...args: unknown[]) => Promise<boolean>;
  setDisplays: (displays: Displays) => void;
  throwInMain: (how: 'exception' | 'rejection', message: string) => void;
  plug: (scanner: SerialScanner) => void;
  unplug: (name: string) => void;
  /** A serial scanner sends this text. */
  scan: (name: string, text: string) => void;
  /** What the app has used so far that shows no effect here. */
  calls: () => Call[];
  processId: number;
};

export type StandInKiosk = RunningKiosk & {
  machine: Machine;
  /** Keeps the page of the next window from loading. Resolves when that window is there. */
  hangNextPage: () => Promise<void>;
};

/** The built Electron app, with the stand-in for Electron under it. */
export const standIn: KioskDriver = {
  name: 'stand-in',
  unavailable: findChromium(process.env)
    ? null
    : 'there is no Chromium on this machine (KIOSK_CHROMIUM names one)',
  isShell: true,
  launch: (start) => launchStandIn(start),
};

/** @param args flags of the kiosk's */
export async function launchStandIn(
  start: KioskStart,
  args: readonly string[] = [],
): Promise<StandInKiosk> {
  if (!existsSync(MAIN)) throw new Error('The app is not built: run "node build/build.ts" first');
  // A folder that the kiosk makes, and that no wipe removes.
  const home = path.join(start.dataDir, 'shell');
  const kiosk = startKioskProcess(['--import', HOOK, MAIN, ...args], {
    STANDIN_CHROMIUM_ARGS: JSON.stringify(start.chromiumArgs ?? []),
    HOME: home,
    ...start.env,
    KIOSK_DATA_DIR: start.dataDir,
  });
  const say = (message: FromTest) => void kiosk.child.send(message);
  const sent: string[] = [];
  const calls: Call[] = [];
  kiosk.child.on('message', (message: ToTest) => {
    if (message.is === 'sent') sent.push(message.text);
    if (message.is === 'called') calls.push({ api: message.api, args: message.args });
  });
  let browser: Browser | undefined;
  const close = async () => {
    for (const context of browser?.contexts() ?? []) await stopRouting(context);
    // First, or the pages that go with Chromium would look like a crash from here.
    await browser?.close();
    return kiosk.close();
  };
  const taken = new Set<Page>();
  /** Takes the page of a window that is about to load, and lets it. */
  const takePage = async (): Promise<Page> => {
    const page = await Promise.race([newPage(browser as Browser, taken), kiosk.untimelyEnd]);
    taken.add(page);
    page.setDefaultTimeout(STEP_MS);
    await start.onPage?.(page);
    say({ is: 'go' });
    await Promise.race([page.waitForURL(`${ORIGIN}/**`), kiosk.untimelyEnd]);
    return page;
  };
  const nextWindow = () => Promise.race([windowOf(kiosk), kiosk.untimelyEnd]);
  try {
    browser = await chromium.connectOverCDP(await nextWindow(), { noDefaults: true });
    return {
      page: await takePage(),
      shell: {
        crashPage: async () => {
          const page = [...taken].at(-1);
          const cdp = await page?.context().newCDPSession(page);
          // Nobody is left to answer it.
          cdp?.send('Page.crash').catch(() => {});
        },
        nextPage: async () => {
          await nextWindow();
          return takePage();
        },
      },
      machine: machineOf(kiosk, calls, say),
      hangNextPage: async () => {
        await nextWindow();
        // It loads when it is told to go, which nobody does for this one.
        taken.add(await newPage(browser as Browser, taken));
      },
      origin: ORIGIN,
      sentToPage: async () => sent,
      downloaded: async (fileName, encoding = 'utf8') =>
        readFileSync(path.join(home, 'Downloads', fileName), encoding),
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

function machineOf({ child }: KioskProcess, calls: Call[], say: (message: FromTest) => void) {
  let told = 0;
  return {
    tell: (who: string, event: string, ...args: unknown[]) => {
      told += 1;
      const id = told;
      return new Promise<boolean>((resolve) => {
        const onMessage = (message: ToTest) => {
          if (message.is !== 'told' || message.id !== id) return;
          child.off('message', onMessage);
          resolve(message.prevented);
        };
        child.on('message', onMessage);
        say({ is: 'tell', id, who, event, args });
      });
    },
    setDisplays: (displays: Displays) => say({ is: 'displays', displays }),
    throwInMain: (how: 'exception' | 'rejection', message: string) =>
      say({ is: 'throw', how, message }),
    plug: (scanner: SerialScanner) => say({ is: 'plug', scanner }),
    unplug: (name: string) => say({ is: 'unplug', name }),
    scan: (name: string, text: string) => say({ is: 'scan', name, text }),
    calls: () => calls,
    processId: child.pid ?? 0,
  } satisfies Machine;
}

/** Resolves with Chromium's endpoint when the next window is there. */
function windowOf({ child }: KioskProcess): Promise<string> {
  return new Promise((resolve) => {
    const onMessage = (message: ToTest) => {
      if (message.is !== 'window') return;
      child.off('message', onMessage);
      resolve(message.endpoint);
    };
    child.on('message', onMessage);
  });
}

/** The page that is not known yet; Chromium tells of it in its own time. */
async function newPage(browser: Browser, known: ReadonlySet<Page>): Promise<Page> {
  const [context] = browser.contexts();
  if (!context) throw new Error('The stand-in has no window');
  const found = context.pages().find((page) => !known.has(page) && !page.isClosed());
  return found ?? context.waitForEvent('page', { predicate: (page) => !known.has(page) });
}
