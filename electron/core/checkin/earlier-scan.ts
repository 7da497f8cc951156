import type { Reason } from '../../../shared/scan/outcome.ts';
import type { EarlierScan } from '../outbox/scan-row.ts';

/** What this device can tell a person by itself while Confera can't be asked. */
export type ToldFromEarlier =
  /** The earlier scan stands for this one, which needs no row of its own. */
  | { outcome: 'already-checked-in' | 'attention'; scanId: string; reason: Reason | null }
  /** The scan is kept and sent later. Meanwhile its person is sent to staff. */
  | { outcome: 'attention'; scanId: null; reason: Reason | null };

type Known = Pick<EarlierScan, 'scanId' | 'state' | 'reason' | 'told' | 'isHere'>;

/**
 * Decides what a person is told from the device's own earlier scans of the same code for the same day and kind.
 *
 * The latest word counts, so a badge that was refused and later taken is welcome. A badge that Confera refused may have
 * been put right since, so its person is sent to staff. So is a person who was sent to them before, unless Confera has
 * taken the badge since.
 *
 * @param earlier the earlier scans, oldest first, at any location. A refusal holds at all locations, a welcome only at
 *   its own
 * @returns null if the device knows nothing
 */
export function toldFromEarlier(earlier: readonly Known[]): ToldFromEarlier | null {
  const latest = earlier.at(-1);
  if (!latest) return null;
  if (latest.state === 'attention' && latest.isHere) {
    return { outcome: 'attention', scanId: latest.scanId, reason: latest.reason };
  }
  if (isRefused(latest)) return forStaff('refused-before');
  if (isForStaff(latest)) return forStaff(wasRefused(earlier) ? 'refused-before' : null);
  const first = firstWelcome(earlier);
  return first ? { outcome: 'already-checked-in', scanId: first.scanId, reason: null } : null;
}

/** The first of these scans by which somebody went in here; undefined if nobody did. */
function firstWelcome(earlier: readonly Known[]): Known | undefined {
  return earlier.find((scan) => scan.isHere && isWelcome(scan));
}

const forStaff = (reason: Reason | null) =>
  ({ outcome: 'attention', scanId: null, reason }) as const;

/** Whether the scan still waits and its person was sent to staff. */
function isForStaff(scan: Known): boolean {
  return waits(scan) && scan.told === 'attention';
}

function waits({ state }: Known): boolean {
  return state === 'pending' || state === 'sending';
}

/** Whether Confera refused the scan, even if staff are sending it again. */
function isRefused(scan: Known): boolean {
  return scan.state === 'rejected' || (waits(scan) && scan.told === 'rejected');
}

/** Whether somebody went in by the scan, as far as this device knows. */
export function isWelcome(scan: Known): boolean {
  return !isRefused(scan) && scan.state !== 'attention' && !isForStaff(scan);
}

/** Whether Confera's latest word on the code was a refusal. */
function wasRefused(earlier: readonly Known[]): boolean {
  const last = earlier.findLast((scan) => scan.state === 'done' || isRefused(scan));
  return last !== undefined && isRefused(last);
}
