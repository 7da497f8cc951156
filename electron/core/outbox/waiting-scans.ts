import type Database from 'better-sqlite3';
import { STATE } from './sql.ts';

/**
 * The scans whose end is not known yet: those to be sent, those being sent, and those that a person must look at.
 *
 * The number of these scans, the list of them, and the export must always agree, so all three use this one condition.
 */
const WAITING = `FROM scan JOIN destination ON destination.id = destination_id
  WHERE state IN (${STATE.pending}, ${STATE.sending}, ${STATE.attention})`;

/** Prepares the statements that count and list the scans whose end is not known yet. */
export function prepareWaiting(db: Database.Database) {
  return {
    countWaiting: db
      .prepare(`SELECT count(*) ${WAITING} AND (@baseUrl IS NULL OR base_url = @baseUrl)`)
      .pluck(),
    listWaiting: db.prepare(
      `SELECT scan_id AS scanId, idempotency_key AS idempotencyKey, base_url AS baseUrl, kind, code,
         location, venue_day AS venueDay, scanned_at AS scannedAt, state
       ${WAITING} ORDER BY scan.id`,
    ),
  };
}
