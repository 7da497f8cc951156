/** What may fall over around the core. */
export type Trouble =
  /** The page's process crashed, was killed or ran out of memory. */
  | 'page-gone'
  /** The page answers nothing, and has been given its time. */
  | 'page-hung'
  | 'page-not-loaded'
  /** By the operating system or its keys; leaving is another way. */
  | 'window-closed'
  | 'gpu-gone'
  /** An error in the main process that nobody caught. */
  | 'exception';

export type Failure = {
  trouble: Trouble;
  /** In one time scale with `now`, milliseconds. */
  at: number;
};

export type Recovery =
  /** Chromium mends it by itself. */
  | { is: 'leave' }
  /** A new window with a new page takes the place of the old one. */
  | { is: 'rebuild'; afterMs: number }
  /** The plain fault page, which needs nothing that could fail, and then a new try. */
  | { is: 'fault'; forMs: number }
  /** The process starts anew. */
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

/**
 * What to do about a failure. The first one is mended at once, so that a person at the kiosk sees the scan screen
 * again; what keeps failing is tried at growing intervals and then shown as a fault.
 *
 * @param failures those so far with this one as the last
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
    case 'gpu-gone': {
      // Chromium starts it again by itself, and gives graphics up only after many crashes.
      const times = count(failures, last.at, GPU_WINDOW_MS, (trouble) => trouble === 'gpu-gone');
      return times < GPU_LIMIT ? { is: 'leave' } : { is: 'restart', softwareGraphics: true };
    }
    case 'exception':
      return { is: 'restart', softwareGraphics: false };
  }
}

/**
 * How long a start has to show the fault page first, because the process fell over again and again; milliseconds.
 *
 * @param exceptionsAt wall times of the process' ends by exception
 */
export function pauseBeforeStart(exceptionsAt: readonly number[], now: number): number {
  // A clock that was set back leaves times in the future: they count, but no longer than any other.
  const recent = exceptionsAt.filter((at) => Math.abs(now - at) <= EXCEPTION_WINDOW_MS);
  return recent.length < EXCEPTION_LIMIT ? 0 : FAULT_MS;
}

function isPageTrouble(trouble: Trouble): boolean {
  return trouble !== 'gpu-gone' && trouble !== 'exception';
}

function count(
  failures: readonly Failure[],
  now: number,
  windowMs: number,
  counts: (trouble: Trouble) => boolean,
): number {
  return failures.filter(({ trouble, at }) => counts(trouble) && now - at <= windowMs).length;
}
