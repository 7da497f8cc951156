import { useEffect, useRef, useState } from 'react';

/** Monotonic milliseconds, for everything that is measured. */
export function monotonicNow(): number {
  return performance.now();
}

/** The wall clock in Unix milliseconds, anew every `everyMs`. */
export function useWallClock(everyMs: number): number {
  return useClock(Date.now, everyMs);
}

/** {@link monotonicNow}, anew every `everyMs`. */
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

/** Calls `then` once `at` (monotonic milliseconds) has come; `null` waits for nothing. */
export function useAlarm(at: number | null, then: (at: number) => void): void {
  const latest = useRef(then);
  latest.current = then;
  useEffect(() => {
    if (at === null) return;
    // A timer may fire a fraction early: what was waited for counts as come.
    const ring = () => latest.current(Math.max(at, monotonicNow()));
    const timer = setTimeout(ring, Math.max(0, at - monotonicNow()));
    return () => clearTimeout(timer);
  }, [at]);
}
