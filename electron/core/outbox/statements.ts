import type Database from 'better-sqlite3';

const ENTRY = `scan_id AS scanId, code_tail AS codeTail, kind, state, outcome, reason, attempts,
  scanned_at AS scannedAt, settled_at AS settledAt,
  state IN ('rejected', 'attention') AND code IS NOT NULL AS refused`;

const ROW = `id, scan_id AS scanId, idempotency_key AS idempotencyKey, kind, code, location,
  venue_day AS venueDay, scanned_at AS scannedAt, attempts, failures, ambiguous, boot, uptime`;

/**
 * Scans of a code: those of one day, and those of other days whose day is still to be corrected. Each scan made offline
 * asks for them. They come unsorted: SQLite takes longer to set up a sort than to find the row or two.
 */
const EARLIER = `SELECT id, scan_id AS scanId, state, reason, told, location IS @location AS isHere,
  venue_day AS venueDay, scanned_at AS scannedAt, boot, uptime
  FROM scan WHERE code_hash = @codeHash AND kind = @kind AND destination_id = @destinationId`;

/**
 * The scans whose end is not known yet: those to be sent, those being sent, and those that a person must look at. How
 * many there are, which they are and what is exported must never be three different answers, so they are one query.
 */
const WAITING = `FROM scan JOIN destination ON destination.id = destination_id
  WHERE state IN ('pending', 'sending', 'attention')`;

/** The statements that ask for them, prepared once for a database. */
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

/** Every statement of the outbox, prepared once. */
export function prepareStatements(db: Database.Database) {
  return {
    addDestination: db.prepare(
      'INSERT INTO destination (base_url) VALUES (?) ON CONFLICT DO NOTHING',
    ),
    findDestination: db.prepare('SELECT id FROM destination WHERE base_url = ?'),
    recoverInterrupted: db.prepare(
      // What may have been sent stays as it was sent: the same key must bring the same body.
      `UPDATE scan SET state = 'pending', ambiguous = 1, boot = NULL, uptime = NULL
       WHERE state = 'sending'`,
    ),
    makeAllDue: db.prepare(
      `UPDATE scan SET not_before = 0 WHERE state = 'pending' AND not_before > 0`,
    ),
    insert: db.prepare(
      `INSERT INTO scan (scan_id, idempotency_key, destination_id, kind, code, code_hash, code_tail,
         location, venue_day, source, scanned_at, state, attempts, boot, uptime, told)
       VALUES (@scanId, @idempotencyKey, @destinationId, @kind, @code, @codeHash, @codeTail,
         @location, @venueDay, @source, @scannedAt, @state, @attempts, @boot, @uptime, @told)`,
    ),
    findInserted: db.prepare('SELECT 1 FROM scan WHERE id = ? AND scan_id = ?'),
    selectDue: db.prepare(
      `SELECT id FROM scan
       WHERE state = 'pending' AND destination_id = @destinationId AND kind = @kind AND not_before <= @now
       ORDER BY id LIMIT @limit`,
    ),
    claim: db.prepare(
      `UPDATE scan SET state = 'sending', attempts = attempts + 1 WHERE id = ? RETURNING ${ROW}`,
    ),
    release: db.prepare(
      `UPDATE scan SET state = 'pending', attempts = attempts - 1 WHERE id = ? AND state = 'sending'`,
    ),
    countAttempt: db.prepare(
      `UPDATE scan SET attempts = attempts + 1, ambiguous = ambiguous OR @ambiguous WHERE id = @id`,
    ),
    settle: db.prepare(
      `UPDATE scan SET state = @state, outcome = @outcome, reason = @reason, ambiguous = @ambiguous,
         failures = @failures, not_before = @notBefore, last_status = @status, last_code = @code,
         settled_at = @settledAt, told = coalesce(told, @told), code = CASE @state WHEN 'done' THEN NULL ELSE code END
       WHERE id = @id`,
    ),
    setTime: db.prepare(
      `UPDATE scan SET scanned_at = @scannedAt, venue_day = @venueDay, boot = NULL, uptime = NULL
       WHERE id = @id`,
    ),
    untimed: db.prepare(
      `SELECT id, scanned_at AS scannedAt, venue_day AS venueDay, boot, uptime FROM scan
       WHERE boot IS NOT NULL AND state = 'pending' LIMIT ?`,
    ),
    findUntimed: db.prepare(
      `SELECT 1 FROM scan WHERE boot IS NOT NULL AND state = 'pending' AND kind = ? LIMIT 1`,
    ),
    serverOffsets: db.prepare('SELECT boot, offset FROM confera_clock'),
    keepServerOffset: db.prepare(
      `INSERT INTO confera_clock (boot, offset) VALUES (@boot, @offset)
       ON CONFLICT DO UPDATE SET offset = excluded.offset`,
    ),
    // Those of earlier starts are kept for as long as a scan of theirs needs them.
    forgetServerOffsets: db.prepare(
      `DELETE FROM confera_clock
       WHERE boot <> ? AND boot NOT IN (SELECT boot FROM scan WHERE boot IS NOT NULL)`,
    ),
    backingOff: db.prepare(
      `SELECT count(*) AS n, min(not_before) AS next FROM scan
       WHERE state = 'pending' AND not_before > 0 AND destination_id = @here AND kind = @kind
         AND not_before > @now`,
    ),
    findEarlier: db.prepare(
      `${EARLIER} AND venue_day = @venueDay
       UNION ALL ${EARLIER} AND venue_day <> @venueDay AND boot IS NOT NULL`,
    ),
    counts: db.prepare('SELECT state, sum(n) AS n FROM scan_count GROUP BY state'),
    countPendingHere: db.prepare(
      `SELECT n FROM scan_count WHERE destination_id = ? AND kind = ? AND state = 'pending'`,
    ),
    rejectedInARow: db.prepare('SELECT rejected_in_a_row AS n FROM destination WHERE id = ?'),
    addRejectedCode: db.prepare(
      `INSERT INTO rejected_code (destination_id, code_hash)
       SELECT destination_id, code_hash FROM scan WHERE id = ? ON CONFLICT DO NOTHING`,
    ),
    forgetRejectedCodes: db.prepare('DELETE FROM rejected_code WHERE destination_id = ?'),
    countRejection: db.prepare(
      'UPDATE destination SET rejected_in_a_row = rejected_in_a_row + 1 WHERE id = ?',
    ),
    // Once stopped, the backlog waits for a person: a badge that passes at the desk proves nothing about it.
    endRejections: db.prepare(
      `UPDATE destination SET rejected_in_a_row = 0
       WHERE id = @here AND rejected_in_a_row > 0 AND rejected_in_a_row < @limit`,
    ),
    forgetRejections: db.prepare('UPDATE destination SET rejected_in_a_row = 0 WHERE id = ?'),
    // A key that Confera knows from another request would be refused for ever: the scan gets a new one. That Confera
    // refused the code stays known until it answers again, or a second try offline would be welcomed.
    sendAgain: db.prepare(
      `UPDATE scan SET told = CASE state WHEN 'rejected' THEN 'rejected' ELSE told END,
         state = 'pending', outcome = 'queued', not_before = 0, settled_at = NULL,
         idempotency_key = CASE reason WHEN 'key-reused' THEN ? ELSE idempotency_key END
       WHERE id = ?`,
    ),
    findRefused: db.prepare(
      `SELECT id FROM scan
       WHERE state IN ('rejected', 'attention') AND destination_id = ? AND code IS NOT NULL
       ORDER BY id`,
    ),
    findRefusedOne: db.prepare(
      `SELECT id FROM scan WHERE state IN ('rejected', 'attention') AND destination_id = ?
         AND scan_id = ? AND code IS NOT NULL`,
    ),
    makeDue: db.prepare(
      `UPDATE scan SET not_before = 0
       WHERE state = 'pending' AND destination_id = ? AND scan_id = ?`,
    ),
    // A scan without its code can't be sent again: that is what tells one that was put away.
    dismiss: db.prepare(
      `UPDATE scan SET state = 'rejected', code = NULL
       WHERE scan_id = ? AND state IN ('rejected', 'attention') AND code IS NOT NULL`,
    ),
    selectAfter: db.prepare(
      'SELECT id, state, scanned_at AS scannedAt FROM scan WHERE id > ? ORDER BY id LIMIT ?',
    ),
    remove: db.prepare('DELETE FROM scan WHERE id = ?'),
    recent: db.prepare(`SELECT ${ENTRY} FROM scan ORDER BY id DESC LIMIT ?`),
    countStubborn: db.prepare(
      `SELECT count(*) AS n FROM scan WHERE state = 'pending' AND failures >= 12`,
    ),
    stubborn: db.prepare(
      `SELECT ${ENTRY} FROM scan WHERE state = 'pending' AND failures >= 12 ORDER BY id LIMIT ?`,
    ),
    attention: db.prepare(
      `SELECT ${ENTRY} FROM scan WHERE state = 'attention' ORDER BY id LIMIT ?`,
    ),
    rejected: db.prepare(
      `SELECT ${ENTRY} FROM scan WHERE state = 'rejected' AND code IS NOT NULL ORDER BY id LIMIT ?`,
    ),
    oldestPending: db.prepare(
      `SELECT min(scanned_at) AS at FROM (
         SELECT scanned_at FROM scan WHERE state = 'pending' AND kind = 'badge' AND destination_id = @here
           ORDER BY id LIMIT 1)
       UNION ALL SELECT min(scanned_at) FROM (
         SELECT scanned_at FROM scan WHERE state = 'pending' AND kind = 'attendance' AND destination_id = @here
           ORDER BY id LIMIT 1)`,
    ),
    ...prepareWaiting(db),
  };
}
