import type Database from 'better-sqlite3';

/** The count of different codes that Confera rejected in a row, as the writes change it. */
export type RejectionCount = {
  /** Counts the code of a rejected scan. The same code again tells nothing new about the address or the event. */
  add: (scanRowId: number) => void;
  /**
   * Starts the count again after a success, unless it has already stopped the backlog. A stopped backlog waits for a
   * person, because a badge that passes at the desk proves nothing about the backlog.
   */
  endBySuccess: () => void;
  /** Starts the count again because a person has looked. */
  forget: () => void;
};

/** @param limit the count that stops the backlog */
export function rejectionCount(
  db: Database.Database,
  destinationId: number,
  limit: number,
): RejectionCount {
  const sql = {
    addCode: db.prepare(
      `INSERT INTO rejected_code (destination_id, code_hash)
       SELECT destination_id, code_hash FROM scan WHERE id = ? ON CONFLICT DO NOTHING`,
    ),
    forgetCodes: db.prepare('DELETE FROM rejected_code WHERE destination_id = ?'),
    add: db.prepare(
      'UPDATE destination SET rejected_in_a_row = rejected_in_a_row + 1 WHERE id = ?',
    ),
    endBySuccess: db.prepare(
      `UPDATE destination SET rejected_in_a_row = 0
       WHERE id = @destinationId AND rejected_in_a_row > 0 AND rejected_in_a_row < @limit`,
    ),
    forget: db.prepare('UPDATE destination SET rejected_in_a_row = 0 WHERE id = ?'),
  };
  return {
    add: (scanRowId) => {
      if (sql.addCode.run(scanRowId).changes > 0) sql.add.run(destinationId);
    },
    endBySuccess: () => {
      const { changes } = sql.endBySuccess.run({ destinationId, limit });
      if (changes > 0) sql.forgetCodes.run(destinationId);
    },
    forget: () => {
      sql.forget.run(destinationId);
      sql.forgetCodes.run(destinationId);
    },
  };
}
