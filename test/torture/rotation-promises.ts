import type { JournalEntry } from '../simulator/simulator.ts';
import type { KeptScan, Violation } from './promises.ts';

/** A scan that was made while the key changed, as the person who made it met it. */
export type TimedScan = {
  code: string;
  scanId: string | null;
  outcome: string;
  reason: string | null;
  /** From the scan to its answer, milliseconds. */
  waitedMs: number;
  /** Whether it was made after the change. */
  afterChange: boolean;
};

/** What is left to check once everything has been sent. */
export type RotationEvidence = {
  scans: readonly TimedScan[];
  kept: readonly KeptScan[];
  journal: readonly JournalEntry[];
  /** How many requests the journal had at the moment of the change. */
  journalAtChange: number;
  /** The end of the old key. */
  oldTail: string;
  /** The most requests that may have been under way at that moment. */
  mostUnderWay: number;
  /** A person's longest wait, milliseconds, with what a busy machine may add to it. */
  longestWaitMs: number;
};

/** What the kiosk promises about a change of the key, beyond what it always promises. */
export function brokenRotationPromises(evidence: RotationEvidence): Violation[] {
  const { scans, kept, journal, journalAtChange, oldTail } = evidence;
  const broken: Violation[] = [];
  const blame = (
    promise: string,
    { code, scanId }: { code: string | null; scanId: string | null },
  ) => broken.push({ promise, scanId, codeTail: code?.slice(-4) ?? null });

  for (const scan of scans) {
    if (scan.waitedMs > evidence.longestWaitMs) {
      blame(`nobody waits ${Math.round(scan.waitedMs)} ms`, scan);
    }
    if (scan.afterChange && scan.reason !== null && BECAUSE_OF_A_KEY.has(scan.reason)) {
      blame(`after the change nobody is told ${scan.reason}`, scan);
    }
  }
  const idOf = new Map(kept.map((scan) => [scan.idempotency_key, scan.scan_id]));
  const later = new Set(scans.filter((scan) => scan.afterChange).map(({ scanId }) => scanId));
  const underOld = journal
    .slice(journalAtChange)
    .filter(({ apiKeyTail, idempotencyKey }) => apiKeyTail === oldTail && idempotencyKey !== null);
  for (const { code, idempotencyKey } of underOld) {
    const scanId = idOf.get(idempotencyKey ?? '') ?? null;
    if (later.has(scanId))
      blame('a scan made after the change goes out under the new key', { code, scanId });
  }
  if (underOld.length > evidence.mostUnderWay) {
    const promise = `only what was under way ends under the old key, not ${underOld.length} requests`;
    blame(promise, { code: null, scanId: null });
  }
  return broken;
}

const BECAUSE_OF_A_KEY: ReadonlySet<string> = new Set(['key-refused', 'not-allowed']);
