import type { Browser, Page } from 'playwright-core';
import { type KioskWindow, openKiosk, PROGRAMME_KEY } from './kiosk-window.ts';
import { aimed, type Measurement, percentile } from './measurement.ts';

/** How many times slower the page's processor is made. */
const SLOWED = 4;
const SCANS = 60;
const EVERY_MS = 1000;

/** The goals, in milliseconds: by when 95 of 100 persons see that they were noticed, and their result. */
const CUE_GOAL_MS = 50;
const RESULT_GOAL_MS = 100;
/** A task that is longer than this keeps keys and frames waiting. Chromium reports no shorter ones. */
const LONG_TASK_MS = 50;

/** What a watched page records, in milliseconds. */
type Watched = {
  /** From each scan's last key to the first frame that shows that it was noticed. */
  cues: number[];
  /** From each scan's last key to the first frame that shows its result. */
  results: number[];
  longTasks: number[];
};

/** Slows the processor of a page, as a kiosk's small computer is slower than this machine. */
export async function slowDown(window: Page): Promise<void> {
  const devtools = await window.context().newCDPSession(window);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: SLOWED });
}

/** Scans once a second for a minute on a slowed processor, beside the event's programme. */
export async function slowScreen(browser: Browser): Promise<Measurement[]> {
  const kiosk = await openKiosk(browser, PROGRAMME_KEY, (window) =>
    window.addInitScript(watchAnswers),
  );
  try {
    await kiosk.window.waitForSelector('.board', { timeout: 30_000 });
    await slowDown(kiosk.window);
    return asMeasurements(await aMinuteOfScans(kiosk));
  } finally {
    await kiosk.close();
  }
}

/** What a watched minute comes to, beside the goals. */
export function asMeasurements({ cues, results, longTasks }: Watched): Measurement[] {
  const times = [
    ['cue', cues, CUE_GOAL_MS],
    ['result', results, RESULT_GOAL_MS],
  ] as const;
  return [
    ...times.flatMap(([name, values, goal]) =>
      [0.5, 0.95].map((share) =>
        aimed({
          name: `screen-slowed.${name}.p${share * 100}`,
          value: percentile(values, share),
          unit: 'ms',
          goal,
          n: values.length,
        }),
      ),
    ),
    aimed({
      name: 'screen-slowed.long-tasks',
      value: longTasks.length,
      unit: 'tasks',
      goal: 0,
      n: results.length,
    }),
    aimed({
      name: 'screen-slowed.longest-task',
      value: Math.max(0, ...longTasks),
      unit: 'ms',
      goal: LONG_TASK_MS,
      n: longTasks.length,
    }),
  ];
}

async function aMinuteOfScans({ window, scanner }: KioskWindow): Promise<Watched> {
  await window.bringToFront();
  // The first scans find nothing that has been drawn before.
  for (let n = 0; n <= SCANS; n++) {
    // The pace at which people come is part of what is measured, so there is no condition to wait for.
    const next = window.waitForTimeout(EVERY_MS);
    await scanner.scanAtItsPace(`LOAD-${1000 + n}`);
    await next;
    if (n === 0) await window.evaluate(forget);
  }
  return window.evaluate(() => (globalThis as unknown as { watched: Watched }).watched);
}

/** Runs in the page: the minute begins now. */
function forget() {
  Object.assign((globalThis as unknown as { watched: Watched }).watched, {
    cues: [],
    results: [],
    longTasks: [],
  });
}

/** Runs in the page, before its own scripts. */
function watchAnswers() {
  const watched: Watched = { cues: [], results: [], longTasks: [] };
  Object.assign(globalThis, { watched });
  let pressedAt: number | null = null;
  let isNoticed = false;
  let scanId: string | undefined;
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== 'Enter') return;
    pressedAt = event.timeStamp;
    isNoticed = false;
  };
  window.addEventListener('keydown', onKey, { capture: true });

  /** A task that follows a frame's callbacks runs once that frame is painted. */
  function oncePainted(note: (at: number) => void) {
    requestAnimationFrame(() => setTimeout(() => note(performance.now())));
  }
  function onChange() {
    const from = pressedAt;
    const shown = document.querySelector<HTMLElement>('[role="status"][data-outcome]')?.dataset;
    if (from === null || !shown) return;
    const isTold = shown.scanId !== undefined && shown.scanId !== scanId;
    if (!isNoticed && (isTold || shown.outcome === 'checking')) {
      isNoticed = true;
      oncePainted((at) => watched.cues.push(at - from));
    }
    if (!isTold) return;
    scanId = shown.scanId;
    pressedAt = null;
    oncePainted((at) => watched.results.push(at - from));
  }
  new MutationObserver(onChange).observe(document, {
    subtree: true,
    childList: true,
    attributes: true,
  });
  new PerformanceObserver((list) => {
    watched.longTasks.push(...list.getEntries().map(({ duration }) => duration));
  }).observe({ type: 'longtask' });
}
