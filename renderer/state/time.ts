import { useEffect, useRef, useState } from 'react';

/** The time in monotonic milliseconds, for everything that is measured. */
export function monotonicNow(): number {
  return performance.now();
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

/** Calls `then` at the time `at`, in monotonic milliseconds. If it is null, there is nothing to wait for. */
export function useAlarm(at: number | null, then: (at: number) => void): void {
  const latest = useRef(then);
  latest.current = then;
  useEffect(() => {
    if (at === null) return;
    // A timer may fire a fraction of a millisecond early. The time that was waited for counts as reached even so.
    const ring = () => latest.current(Math.max(at, monotonicNow()));
    const timer = setTimeout(ring, Math.max(0, at - monotonicNow()));
    return () => clearTimeout(timer);
  }, [at]);
}
