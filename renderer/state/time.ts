import { useEffect, useState } from 'react';

/** The time in monotonic milliseconds, for everything that is measured. */
export function monotonicNow(): number {
  return performance.now();
}

/** When something happened by the wall clock, in Unix milliseconds. `at` is when in monotonic milliseconds. */
export function wallTimeOf(at: number): number {
  return Date.now() - (monotonicNow() - at);
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
