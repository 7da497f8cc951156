import type { ClaimState } from './claim-row.ts';
import { type ScanState, STUBBORN_AFTER } from './scan-row.ts';

/*
 * SQL that several parts of the outbox share.
 *
 * States and numbers are written into the statements rather than bound to them, because SQLite uses a partial index
 * only if the statement itself spells out the index's condition.
 */

/** Each state of a scan, as SQL writes it. */
export const STATE = {
  pending: "'pending'",
  sending: "'sending'",
  done: "'done'",
  rejected: "'rejected'",
  attention: "'attention'",
} as const satisfies Record<ScanState, string>;

/** Each state of this device's claim of a scan, as SQL writes it. */
export const CLAIM = {
  waiting: "'waiting'",
  toOffer: "'to-offer'",
  won: "'won'",
  lost: "'lost'",
  toTakeBack: "'to-take-back'",
  takenBack: "'taken-back'",
} as const satisfies Record<string, `'${ClaimState}'`>;

/** Scans that keep failing while others pass. */
export const IS_STUBBORN = `state = ${STATE.pending} AND failures >= ${STUBBORN_AFTER}`;

/**
 * Scans that Confera refused and that a person may still send again or put away. Without its code a scan can't be sent.
 */
export const IS_REFUSED = `state IN (${STATE.rejected}, ${STATE.attention}) AND code IS NOT NULL`;

/**
 * What the person was told, or null if they were told nothing. A scan that was sent again since keeps that in `first_told`,
 * where 'none' stands for nothing.
 */
export const TOLD = `(CASE WHEN first_told IS NULL THEN told ELSE nullif(first_told, 'none') END)`;

/** Ends the backoff of every waiting scan. */
export const MAKE_ALL_DUE = `UPDATE scan SET not_before = 0 WHERE state = ${STATE.pending} AND not_before > 0`;

/** Removes a scan by its row's id. */
export const REMOVE = 'DELETE FROM scan WHERE id = ?';

/** How many of a scan's attempts are kept: the first ones show how its trouble began, and the last ones what it is now. */
export const FIRST_KEPT = 5;
export const LAST_KEPT = 20;
