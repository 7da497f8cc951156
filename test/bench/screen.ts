import type { Browser, Page } from 'playwright-core';
import { createConferaPublicClient } from '../../electron/core/confera/client.ts';
import {
  type KioskWindow,
  launchBrowser,
  openKiosk,
  PLAIN_KEY,
  PROGRAMME_KEY,
} from './kiosk-window.ts';
import { languageSwitch } from './language-switch.ts';
import { type Measurement, measurement, percentile } from './measurement.ts';
import { scriptSize } from './script-size.ts';
import { slowScreen } from './slow-screen.ts';

const SCANS = 20;
const EVERY_MS = 1000;
/** The two kiosks take turns after as many scans, so that whatever else the machine does slows down both. */
const SCANS_A_TURN = 5;

/** For each scan, the milliseconds from its last key to the first frame that shows its result. */
type Timed = { timings: number[] };

/**
 * Measures how soon the screen answers: at full speed against a baseline, and on a slowed processor against the goals.
 * Also the size of its scripts.
 */
export async function screenBench(): Promise<Measurement[]> {
  const browser = await launchBrowser();
  try {
    return [
      ...(await atFullSpeed(browser)),
      ...(await slowScreen(browser)),
      ...(await languageSwitch(browser)),
      ...scriptSize(),
    ];
  } finally {
    await browser.close();
  }
}

/**
 * The time from a scanner's last key to the painted result, with one scan a second, against a simulator that answers at
 * once. The baseline is the bare client's check-in against the same simulator.
 *
 * `screen-programme` is the same with the event's programme on the idle picture, and its baseline is `screen`.
 */
async function atFullSpeed(browser: Browser): Promise<Measurement[]> {
  const plain = await openKiosk(browser, PLAIN_KEY, watched);
  const programme = await openKiosk(browser, PROGRAMME_KEY, watched);
  try {
    await programme.window.waitForSelector('.board', { timeout: 30_000 });
    const order = [plain, programme];
    for (let from = 0; from < SCANS; from += SCANS_A_TURN) {
      for (const kiosk of order) await scanEverySecond(kiosk, from);
      // Neither of them is always the first.
      order.reverse();
    }
    const [painted, withProgramme] = [await timingsOf(plain), await timingsOf(programme)];
    const bare = await bareCheckins(plain.simulatorUrl);
    return [
      ...compared('screen', painted, bare),
      ...compared('screen-programme', withProgramme, painted),
    ];
  } finally {
    await plain.close();
    await programme.close();
  }
}

/** Watches a page. This must come before the page's own listeners, because they let nobody else see a scanner's keys. */
function watched(window: Page): Promise<unknown> {
  return window.addInitScript(watchScans);
}

function compared(name: string, values: number[], baseline: number[]): Measurement[] {
  return [0.5, 0.95].map((share) =>
    measurement({
      name: `${name}.p${share * 100}`,
      value: percentile(values, share),
      unit: 'ms',
      baseline: percentile(baseline, share),
      n: values.length,
    }),
  );
}

async function scanEverySecond({ window, scanner }: KioskWindow, from: number): Promise<void> {
  await window.bringToFront();
  for (let n = from; n < from + SCANS_A_TURN; n++) {
    // The pace at which people come is part of what is measured, so there is no condition to wait for.
    const next = window.waitForTimeout(EVERY_MS);
    await scanner.scan(`LOAD-${1000 + n}`);
    await window.waitForFunction((n) => (globalThis as unknown as Timed).timings.length > n, n);
    await next;
  }
}

function timingsOf({ window }: KioskWindow): Promise<number[]> {
  return window.evaluate(() => (globalThis as unknown as Timed).timings);
}

/** Runs in the page. */
function watchScans() {
  const timings: number[] = [];
  (globalThis as unknown as Timed).timings = timings;
  let lastKeyAt = 0;
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'Enter') lastKeyAt = performance.now();
  };
  window.addEventListener('keydown', onKey, { capture: true });
  const onChange = () => {
    if (lastKeyAt === 0 || !document.querySelector('[role="status"][data-outcome="checked-in"]'))
      return;
    const from = lastKeyAt;
    lastKeyAt = 0;
    // A task that follows a frame's callbacks runs once that frame is painted.
    requestAnimationFrame(() => setTimeout(() => timings.push(performance.now() - from)));
  };
  new MutationObserver(onChange).observe(document, {
    subtree: true,
    childList: true,
    attributes: true,
  });
}

async function bareCheckins(baseUrl: string): Promise<number[]> {
  const client = createConferaPublicClient({ baseUrl, apiKey: 'cat_demo_all' });
  const times: number[] = [];
  for (let n = 0; n < 10 * SCANS; n++) {
    const from = performance.now();
    await client.badges.checkin({ qr: `LOAD-bare-${n}` });
    times.push(performance.now() - from);
  }
  return times;
}
