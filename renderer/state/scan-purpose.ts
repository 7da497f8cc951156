import { useEffect, useRef } from 'react';
import { monotonicNow } from './time.ts';

/** What a scan is made for: to check somebody in, to try a scanner in the staff area, or nothing. */
export type ScanPurpose = 'check-in' | 'trial' | 'none';

/**
 * Tells what a scan is for by when it was made. A scanner that types is heard out before its scan is handed over, and
 * the screen may have changed in the meantime: what staff tried just before they left is nobody's check-in.
 *
 * @param current what scans are for on the screen as it is now
 * @returns takes monotonic milliseconds
 */
export function useScanPurpose(current: ScanPurpose): (at: number) => ScanPurpose {
  const change = useRef({ to: current, from: current, at: Number.NEGATIVE_INFINITY });
  useEffect(() => {
    const { to } = change.current;
    if (to !== current) change.current = { to: current, from: to, at: monotonicNow() };
  }, [current]);
  return (at) => (at < change.current.at ? change.current.from : current);
}
