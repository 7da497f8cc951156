import { randomUUID } from 'node:crypto';
import type Database from 'better-sqlite3';
import type { Dismissal } from '../../../../shared/scan/standing.ts';
import { IS_REFUSED, STATE } from '../sql.ts';
import type { RejectionCount } from './rejection-count.ts';

/** When and why somebody dismissed a scan. */
type Dismissed = { at: number; why: Dismissal | null };

/** The writes by which a person decides about scans that Confera refused. */
export function refusedWrites(
  db: Database.Database,
  destinationId: number,
  rejections: RejectionCount,
) {
  const sql = {
    find: db.prepare(`SELECT id FROM scan WHERE ${IS_REFUSED} AND destination_id = ? ORDER BY id`),
    findOne: db.prepare(
      `SELECT id FROM scan WHERE ${IS_REFUSED} AND destination_id = ? AND scan_id = ?`,
    ),
    // If Confera knows a key from another request, it would refuse it for ever, so the scan gets a new one. `told`
    // keeps the fact that Confera refused the code until it answers again; otherwise a second try offline would be
    // welcomed. What the person was told stays in `first_told`.
    sendAgain: db.prepare(
      `UPDATE scan SET first_told = coalesce(first_told, told, 'none'),
         told = CASE state WHEN ${STATE.rejected} THEN 'rejected' ELSE told END,
         state = ${STATE.pending}, outcome = 'queued', not_before = 0, settled_at = NULL,
         idempotency_key = CASE reason WHEN 'key-reused' THEN ? ELSE idempotency_key END
       WHERE id = ?`,
    ),
    makeDue: db.prepare(
      `UPDATE scan SET not_before = 0
       WHERE state = ${STATE.pending} AND destination_id = ? AND scan_id = ?`,
    ),
    // A scan that was put away has no code any more, and that is how it is recognised.
    dismiss: db.prepare(
      `UPDATE scan SET state = ${STATE.rejected}, code = NULL, dismissed_at = @at, dismissed_why = @why
       WHERE scan_id = @scanId AND ${IS_REFUSED}`,
    ),
  };

  const sendAgain = (found: unknown[]): number => {
    for (const { id } of found as { id: number }[]) sql.sendAgain.run(randomUUID(), id);
    return found.length;
  };

  return {
    /** @returns how many scans are sent again */
    sendAllAgain: (): number => {
      rejections.forget();
      return sendAgain(sql.find.all(destinationId));
    },

    /** Sends one scan again. If it waits out its own backoff, it is tried at once. */
    sendOneAgain: (scanId: string): { refused: number; hastened: number } => {
      const hastened = sql.makeDue.run(destinationId, scanId).changes;
      const refused = sendAgain(sql.findOne.all(destinationId, scanId));
      if (refused > 0) rejections.forget();
      return { refused, hastened };
    },

    /** @returns whether there was such a scan */
    dismiss: (scanId: string, dismissed: Dismissed): boolean =>
      sql.dismiss.run({ ...dismissed, scanId }).changes > 0,

    forgetRejections: (): void => rejections.forget(),
  };
}
