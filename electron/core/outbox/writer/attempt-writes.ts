import type Database from 'better-sqlite3';
import type { EndedAttempt } from '../scan-row.ts';
import { FIRST_KEPT, LAST_KEPT } from '../sql.ts';

/**
 * Prepares the write that notes how the latest attempt at a scan ended. Whoever uses it writes the row in the same
 * transaction, so it costs no wait for the disk of its own.
 */
export function prepareAddAttempt(
  db: Database.Database,
): (scanRowId: number, ended: EndedAttempt) => void {
  // An attempt that has been written down must never keep the end of a scan from being written.
  const add = db
    .prepare(
      `INSERT OR REPLACE INTO attempt (scan_row, number, began_at, ms, outcome, reason, status, code,
       trouble, request_id)
     SELECT id, attempts, @beganAt, @ms, @outcome, @reason, @status, @code, @trouble, @requestId
     FROM scan WHERE id = @scanRowId RETURNING number`,
    )
    .pluck();
  const forget = db.prepare(
    `DELETE FROM attempt WHERE scan_row = ? AND number > ${FIRST_KEPT} AND number <= ? - ${LAST_KEPT}`,
  );
  return (scanRowId, ended) => {
    const number = add.get({ ...ended, scanRowId }) as number | undefined;
    if (number !== undefined && number > FIRST_KEPT + LAST_KEPT) forget.run(scanRowId, number);
  };
}
