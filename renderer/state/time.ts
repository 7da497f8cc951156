import { useEffect, useState } from 'react';

/** The time in monotonic milliseconds, for everything that is measured. */
export function monotonicNow(): number {
  return performance.now();
}

/**
 * A moment in monotonic milliseconds, and by the wall clock in Unix milliseconds. One can't be made of the other later,
 * since the monotonic clock stands still while a laptop sleeps.
 */
export type Moment = { at: number; wallAt: number };

/** This moment. */
export function momentNow(): Moment {
  return { at: monotonicNow(), wallAt: Date.now() };
}

/** The wall clock in Unix milliseconds, updated every `everyMs`. */
export function useWallClock(everyMs: number): number {
  return useClock(Date.now, everyMs);
}

/** {@link monotonicNow}, updated every `everyMs`. */
export function useMonotonicClock(everyMs: number): number {
  return useClock(monotonicNow, everyMs);
}

function useClock(read: () => number, everyMs: number): number {
  const [now, setNow] = useState(read);
  useEffect(() => {
    const timer = setInterval(() => setNow(read()), everyMs);
    return () => clearInterval(timer);
  }, [read, everyMs]);
  return now;
}
