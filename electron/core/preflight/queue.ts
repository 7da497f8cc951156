import { type Finding, finding } from '../../../shared/preflight/findings.ts';
import { DatabaseTooNewError } from '../outbox/database/database.ts';
import type { WaitingScans } from '../outbox/database/waiting-at-rest.ts';

/** Scans that have waited longer than this are not just on their way, milliseconds. */
const OLD_MS = 15 * 60_000;

/**
 * Looks at the scans that wait on this device: how many, since when, and for which address.
 *
 * @param waiting reads them
 * @param baseUrl the address that this device sends to
 * @param now Unix milliseconds
 */
export function checkQueue(waiting: () => WaitingScans, baseUrl: string, now: number): Finding {
  let found: WaitingScans;
  try {
    found = waiting();
  } catch (error) {
    return finding('queue', error instanceof DatabaseTooNewError ? 'newer-version' : 'unreadable');
  }
  const scans = found.list();
  const elsewhere = scans.filter((scan) => scan.baseUrl !== baseUrl);
  const minutes = (of: typeof scans) => Math.floor(ageOf(of, now) / 60_000);
  if (!found.complete) return finding('queue', 'partly', { count: scans.length });
  const [first] = elsewhere;
  if (first) {
    return finding('queue', 'elsewhere', {
      count: elsewhere.length,
      minutes: minutes(elsewhere),
      address: first.baseUrl,
    });
  }
  if (scans.length === 0) return finding('queue', 'empty');
  const values = { count: scans.length, minutes: minutes(scans) };
  return finding('queue', ageOf(scans, now) > OLD_MS ? 'old' : 'waiting', values);
}

/** How long the oldest has waited. The clock may have been set back meanwhile. */
function ageOf(scans: readonly { scannedAt: number }[], now: number): number {
  const oldest = scans.reduce((least, { scannedAt }) => Math.min(least, scannedAt), now);
  return now - oldest;
}
