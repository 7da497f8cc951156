import type { Reason } from '../../shared/outcome.ts';
import type { EarlierScan } from '../outbox/scan-row.ts';

/** What this device can answer by itself while Confera can't be asked. */
export type LocalAnswer = {
  outcome: 'already-checked-in' | 'rejected' | 'attention';
  scanId: string;
  reason: Reason | null;
};

/**
 * Answers a scan from the device's own earlier scans of the same code for the same day, kind and location: the
 * latest word counts, so that a badge which was refused and later taken is welcome.
 *
 * @param earlier oldest first
 * @returns null where the device knows nothing
 */
export function answerFromEarlier(
  earlier: readonly Pick<EarlierScan, 'scanId' | 'state' | 'reason'>[],
): LocalAnswer | null {
  const latest = earlier.at(-1);
  if (latest?.state === 'rejected' || latest?.state === 'attention') {
    return { outcome: latest.state, scanId: latest.scanId, reason: latest.reason };
  }
  const first = earlier.find(({ state }) => state !== 'rejected' && state !== 'attention');
  return first ? { outcome: 'already-checked-in', scanId: first.scanId, reason: null } : null;
}
