import type { Outcome } from '../../../shared/scan/outcome.ts';
import type { ClaimAnswer } from './claim-hub.ts';

/** A badge that another gate has scanned this lately was most likely read by two scanners: nobody is asked about it. */
export const JUST_NOW_MS = 15_000;

/** Why a person is told that the badge was scanned before. */
export type ElsewhereReason = 'elsewhere' | 'elsewhere-just-now';

/** Another device's claim of the same scan. */
export type Elsewhere = { agoMs: number; isVoid: boolean };

export type VenueQuestion = {
  /** What this device has heard of another one's claim already; null if nothing. */
  replica: Elsewhere | null;
  /** What the hub has answered; null if it was not asked. */
  answer: ClaimAnswer | null;
  /** Whether the hub has told that the holder in `answer` was void. */
  holderIsVoid: boolean;
  /** `KIOSK_SECOND_SCAN`: whether a badge that was scanned before is welcome, or sent to staff. */
  secondScan: 'welcome' | 'staff';
};

/**
 * Decides what the venue knows of a scan that is on this device's disk while Confera can't be asked.
 *
 * @returns null if it knows nothing: the person is told what this device alone would tell
 */
export function toldFromVenue(
  question: VenueQuestion,
): { outcome: Outcome; reason: ElsewhereReason; agoMs: number } | null {
  const { replica, answer, holderIsVoid, secondScan } = question;
  const lost = answer?.is === 'lost' ? { agoMs: answer.holder.agoMs, isVoid: holderIsVoid } : null;
  // A hub that was emptied may give away what another device has had for long.
  const elsewhere = lost ?? replica;
  if (!elsewhere || elsewhere.isVoid) return null;
  const { agoMs } = elsewhere;
  if (agoMs < JUST_NOW_MS) {
    return { outcome: 'already-checked-in', reason: 'elsewhere-just-now', agoMs };
  }
  const outcome = secondScan === 'staff' ? 'attention' : 'already-checked-in';
  return { outcome, reason: 'elsewhere', agoMs };
}
