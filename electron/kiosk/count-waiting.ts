import type { Kiosk } from './kiosk.ts';

/** How many scans wait, for one address or for all; null if nobody can tell. */
export function countWaiting(kiosk: Kiosk, baseUrl?: string): number | null {
  try {
    const { count, complete } = kiosk.waitingScans();
    return complete ? count(baseUrl) : null;
  } catch {
    return null;
  }
}
