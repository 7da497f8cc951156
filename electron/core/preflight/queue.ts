import { type Finding, finding } from '../../../shared/preflight/findings.ts';
import { DatabaseTooNewError } from '../outbox/database/database.ts';
import type { WaitingScans } from '../outbox/database/waiting-at-rest.ts';
import type { WaitingScan } from '../outbox/scan-row.ts';
import { NO_ANSWER } from './in-time.ts';

/** Scans that have waited longer than this are not just on their way, milliseconds. */
const OLD_MS = 15 * 60_000;

/** What is known of the scans that wait on this device, or why they can't be read. */
export type QueueFacts =
  | {
      is: 'read';
      scans: readonly Pick<WaitingScan, 'baseUrl' | 'scannedAt' | 'state'>[];
      /** False if there may be more of them than could be read. */
      complete: boolean;
    }
  | { is: 'newer-version' | 'unreadable' };

/** Reads what the check needs to know of the scans that wait. */
export function queueFacts(waiting: () => WaitingScans): QueueFacts {
  try {
    const { list, complete } = waiting();
    const scans = list().map(({ baseUrl, scannedAt, state }) => ({ baseUrl, scannedAt, state }));
    return { is: 'read', scans, complete };
  } catch (error) {
    return { is: error instanceof DatabaseTooNewError ? 'newer-version' : 'unreadable' };
  }
}

/**
 * Looks at the scans that wait on this device: how many, since when, for which address, and whether a person has to do
 * something about them.
 *
 * @param baseUrl the address that this device sends to
 * @param now Unix milliseconds
 */
export function checkQueue(
  facts: QueueFacts | typeof NO_ANSWER,
  baseUrl: string,
  now: number,
): Finding {
  if (facts === NO_ANSWER) return finding('queue', 'no-answer');
  if (facts.is !== 'read') return finding('queue', facts.is);
  const { scans, complete } = facts;
  const told = (of: typeof scans) => ({
    count: of.length,
    minutes: Math.floor(ageOf(of, now) / 60_000),
  });
  if (!complete) return finding('queue', 'partly', { count: scans.length });
  const elsewhere = scans.filter((scan) => scan.baseUrl !== baseUrl);
  const [first] = elsewhere;
  if (first) return finding('queue', 'elsewhere', { ...told(elsewhere), address: first.baseUrl });
  const forPeople = scans.filter(({ state }) => state === 'attention');
  if (forPeople.length > 0) return finding('queue', 'needs-person', told(forPeople));
  if (scans.length === 0) return finding('queue', 'empty');
  return finding('queue', ageOf(scans, now) > OLD_MS ? 'old' : 'waiting', told(scans));
}

/** How long the oldest has waited. The clock may have been set back meanwhile. */
function ageOf(scans: readonly { scannedAt: number }[], now: number): number {
  const oldest = scans.reduce((least, { scannedAt }) => Math.min(least, scannedAt), now);
  return now - oldest;
}
