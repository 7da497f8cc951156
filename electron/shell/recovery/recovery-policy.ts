/** What may fail around the core. */
export type Trouble =
  /** The page's process crashed, was killed, or ran out of memory. */
  | 'page-gone'
  /** The page has not answered for long enough. */
  | 'page-hung'
  | 'page-not-loaded'
  /** Something closed the window, for example a key of the system. Staff leave the kiosk in another way. */
  | 'window-closed'
  /** Any of these happened to the fault page. */
  | 'fault-page'
  | 'gpu-gone'
  /** The main process had an uncaught error. */
  | 'exception';

export type Failure = {
  trouble: Trouble;
  /** Monotonic milliseconds. */
  at: number;
};

export type Recovery =
  /** Chromium recovers by itself. */
  | { is: 'leave' }
  /** Replace the window. */
  | { is: 'rebuild'; afterMs: number }
  /** Show the plain fault page, which needs nothing that could fail, and replace the window later. */
  | { is: 'fault'; forMs: number }
  /** Replace the window of the fault page, if it still shows that. The kiosk's turn comes when it would have come. */
  | { is: 'fault-again'; afterMs: number }
  /** Restart the process. */
  | { is: 'restart'; softwareGraphics: boolean };

const PAGE_WINDOW_MS = 5 * 60_000;
const PAGE_LIMIT = 5;
const FIRST_PAUSE_MS = 500;
const GPU_WINDOW_MS = 10 * 60_000;
const GPU_LIMIT = 3;
const EXCEPTION_WINDOW_MS = 10 * 60_000;
const EXCEPTION_LIMIT = 4;

/** How long the fault page stays before the next try. */
export const FAULT_MS = 60_000;

/** A fault page that fails at once is not tried without a pause. */
const FAULT_PAUSE_MS = 5_000;

/**
 * Decides what to do about a failure. After the first one the kiosk recovers at once, so that the person in front of it
 * sees the scan screen again. Repeated failures lead to growing pauses and then to the fault page.
 *
 * @param failures all so far, the current one last
 */
export function recoveryFrom(failures: readonly Failure[]): Recovery {
  const last = failures.at(-1);
  if (!last) return { is: 'leave' };
  switch (last.trouble) {
    case 'page-gone':
    case 'page-hung':
    case 'page-not-loaded':
    case 'window-closed': {
      const times = count(failures, last.at, PAGE_WINDOW_MS, isPageTrouble);
      if (times >= PAGE_LIMIT) return { is: 'fault', forMs: FAULT_MS };
      return { is: 'rebuild', afterMs: times === 1 ? 0 : FIRST_PAUSE_MS * 2 ** (times - 2) };
    }
    case 'fault-page':
      return { is: 'fault-again', afterMs: FAULT_PAUSE_MS };
    case 'gpu-gone': {
      // Chromium restarts the graphics process by itself, and goes on trying for many crashes.
      const times = count(failures, last.at, GPU_WINDOW_MS, (trouble) => trouble === 'gpu-gone');
      return times < GPU_LIMIT ? { is: 'leave' } : { is: 'restart', softwareGraphics: true };
    }
    case 'exception':
      return { is: 'restart', softwareGraphics: false };
  }
}

/**
 * How long a start must show the fault page first, because the process has crashed again and again; milliseconds.
 *
 * @param exceptionsAt when exceptions ended the process, Unix milliseconds
 */
export function pauseBeforeStart(exceptionsAt: readonly number[], now: number): number {
  // If the clock was set back, some times are in the future: they count as well, but for no longer than the others.
  const recent = exceptionsAt.filter((at) => Math.abs(now - at) <= EXCEPTION_WINDOW_MS);
  return recent.length < EXCEPTION_LIMIT ? 0 : FAULT_MS;
}

function isPageTrouble(trouble: Trouble): boolean {
  return trouble !== 'fault-page' && trouble !== 'gpu-gone' && trouble !== 'exception';
}

function count(
  failures: readonly Failure[],
  now: number,
  windowMs: number,
  counts: (trouble: Trouble) => boolean,
): number {
  return failures.filter(({ trouble, at }) => counts(trouble) && now - at <= windowMs).length;
}
