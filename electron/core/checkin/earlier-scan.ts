import type { Reason } from '../../../shared/scan/outcome.ts';
import type { EarlierScan } from '../outbox/scan-row.ts';

/** What this device can answer by itself while Confera can't be asked. */
export type LocalAnswer =
  /** The earlier scan stands for this one, which needs no row. */
  | { outcome: 'already-checked-in' | 'attention'; scanId: string; reason: Reason | null }
  /** The scan is kept and tried later, and its person is sent to staff meanwhile. */
  | { outcome: 'attention'; scanId: null; reason: Reason | null };

type Known = Pick<EarlierScan, 'scanId' | 'state' | 'reason' | 'told' | 'isHere'>;

/**
 * Answers a scan from the device's own earlier scans of the same code for the same day and kind. The latest word counts,
 * so that a badge which was refused and later taken is welcome. One that Confera refused may have been put right since:
 * it is for staff, as is whoever was sent to them before and not taken since.
 *
 * @param earlier oldest first, at any location: a refusal holds at all of them, a welcome at its own
 * @returns null where the device knows nothing
 */
export function answerFromEarlier(earlier: readonly Known[]): LocalAnswer | null {
  const latest = earlier.at(-1);
  if (!latest) return null;
  if (latest.state === 'attention' && latest.isHere) {
    return { outcome: 'attention', scanId: latest.scanId, reason: latest.reason };
  }
  if (isRefused(latest)) return forStaff('refused-before');
  if (isForStaff(latest)) return forStaff(wasRefused(earlier) ? 'refused-before' : null);
  const first = earlier.find((scan) => scan.isHere && isWelcome(scan));
  return first ? { outcome: 'already-checked-in', scanId: first.scanId, reason: null } : null;
}

const forStaff = (reason: Reason | null) =>
  ({ outcome: 'attention', scanId: null, reason }) as const;

/** Waits, and its person was sent to staff. */
function isForStaff(scan: Known): boolean {
  return waits(scan) && scan.told === 'attention';
}

function waits({ state }: Known): boolean {
  return state === 'pending' || state === 'sending';
}

/** Refused, be it that staff are sending it again. */
function isRefused(scan: Known): boolean {
  return scan.state === 'rejected' || (waits(scan) && scan.told === 'rejected');
}

function isWelcome(scan: Known): boolean {
  return !isRefused(scan) && scan.state !== 'attention' && !isForStaff(scan);
}

/** Whether Confera's latest word on it was a refusal. */
function wasRefused(earlier: readonly Known[]): boolean {
  const last = earlier.findLast((scan) => scan.state === 'done' || isRefused(scan));
  return last !== undefined && isRefused(last);
}
