import type Database from 'better-sqlite3';

const ROW = `id, scan_id AS scanId, idempotency_key AS idempotencyKey, kind, code, location,
  venue_day AS venueDay, attempts, failures, ambiguous`;

/** Every statement of the outbox, prepared once. */
export function prepareStatements(db: Database.Database) {
  return {
    addDestination: db.prepare(
      'INSERT INTO destination (base_url) VALUES (?) ON CONFLICT DO NOTHING',
    ),
    findDestination: db.prepare('SELECT id FROM destination WHERE base_url = ?'),
    recoverInterrupted: db.prepare(
      `UPDATE scan SET state = 'pending', ambiguous = 1 WHERE state = 'sending'`,
    ),
    makeAllDue: db.prepare(
      `UPDATE scan SET not_before = 0 WHERE state = 'pending' AND not_before > 0`,
    ),
    insert: db.prepare(
      `INSERT INTO scan (scan_id, idempotency_key, destination_id, kind, code, code_hash, code_tail,
         location, venue_day, source, scanned_at, state, attempts)
       VALUES (@scanId, @idempotencyKey, @destinationId, @kind, @code, @codeHash, @codeTail,
         @location, @venueDay, @source, @scannedAt, @state, @attempts)`,
    ),
    selectDue: db.prepare(
      `SELECT id FROM scan
       WHERE state = 'pending' AND destination_id = @destinationId AND kind = @kind AND not_before <= @now
       ORDER BY id LIMIT @limit`,
    ),
    claim: db.prepare(
      `UPDATE scan SET state = 'sending', attempts = attempts + 1 WHERE id = ? RETURNING ${ROW}`,
    ),
    countAttempt: db.prepare(
      `UPDATE scan SET attempts = attempts + 1, ambiguous = ambiguous OR @ambiguous WHERE id = @id`,
    ),
    settle: db.prepare(
      `UPDATE scan SET state = @state, outcome = @outcome, reason = @reason, ambiguous = @ambiguous,
         failures = @failures, not_before = @notBefore, last_status = @status, last_code = @code,
         settled_at = @settledAt, code = CASE @state WHEN 'done' THEN NULL ELSE code END
       WHERE id = @id`,
    ),
    nextDue: db.prepare(
      `SELECT min(not_before) AS next FROM scan
       WHERE state = 'pending' AND not_before > 0 AND destination_id = ? AND not_before > ?`,
    ),
    findEarlier: db.prepare(
      `SELECT scan_id AS scanId, state, reason FROM scan
       WHERE code_hash = @codeHash AND destination_id = @destinationId AND kind = @kind
         AND venue_day = @venueDay AND location IS @location
       ORDER BY id`,
    ),
    counts: db.prepare('SELECT state, sum(n) AS n FROM scan_count GROUP BY state'),
    countPendingHere: db.prepare(
      `SELECT n FROM scan_count WHERE destination_id = ? AND kind = ? AND state = 'pending'`,
    ),
    rejectedInARow: db.prepare('SELECT rejected_in_a_row AS n FROM backlog'),
    countRejection: db.prepare('UPDATE backlog SET rejected_in_a_row = rejected_in_a_row + 1'),
    // Once stopped, the backlog waits for a person: a badge that passes at the desk proves nothing about it.
    endRejections: db.prepare(
      'UPDATE backlog SET rejected_in_a_row = 0 WHERE rejected_in_a_row > 0 AND rejected_in_a_row < ?',
    ),
    forgetRejections: db.prepare('UPDATE backlog SET rejected_in_a_row = 0'),
    sendRejectedAgain: db.prepare(
      `UPDATE scan SET state = 'pending', outcome = 'queued', not_before = 0, settled_at = NULL
       WHERE state = 'rejected' AND destination_id = ?`,
    ),
  };
}
