import { useEffect, useRef, useState } from 'react';

/** Monotonic milliseconds, for everything that is measured. */
export function monotonicNow(): number {
  return performance.now();
}

/** The wall clock in Unix milliseconds, anew every `everyMs`. */
export function useWallClock(everyMs: number): number {
  return useClock(Date.now, everyMs);
}

/** How times of day are shown, by zone: making one takes longer than many uses of it. */
const FORMATS = new Map<string, Intl.DateTimeFormat>();

/**
 * The time of day at the venue, in the manner of this machine's language.
 *
 * @param at Unix milliseconds
 * @param timeZone the venue's, an IANA name
 */
export function venueTime(at: number, timeZone: string, { seconds = false } = {}): string {
  const key = `${timeZone} ${seconds}`;
  let format = FORMATS.get(key);
  if (!format) {
    const second = seconds ? ({ second: '2-digit' } as const) : {};
    format = new Intl.DateTimeFormat(undefined, {
      hour: '2-digit',
      minute: '2-digit',
      ...second,
      timeZone,
    });
    FORMATS.set(key, format);
  }
  return format.format(at);
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
