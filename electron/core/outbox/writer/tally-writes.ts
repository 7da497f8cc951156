import type Database from 'better-sqlite3';
import type { Connection, Kind, Outcome } from '../../../../shared/scan/outcome.ts';

/** How many changes of the connection are kept. A connection that comes and goes makes a few hundred in an evening. */
const MOST_CHANGES = 5000;

/** A badge that needed no row. */
export type RepeatedScan = { venueDay: string; fiveMinutes: number; kind: Kind; answer: Outcome };

/** How many people waited up to so many milliseconds for their answer, in one stretch of five minutes. */
export type AnswerTime = { venueDay: string; fiveMinutes: number; upToMs: number; n: number };

/** The writes about what the page of counts tells and no scan holds. */
export function tallyWrites(db: Database.Database, destinationId: number) {
  const sql = {
    addRepeat: db.prepare(
      `INSERT INTO repeat_tally (destination_id, venue_day, five_minutes, kind, answer, n)
       VALUES (@destinationId, @venueDay, @fiveMinutes, @kind, @answer, 1)
       ON CONFLICT DO UPDATE SET n = n + 1`,
    ),
    addAnswerTime: db.prepare(
      `INSERT INTO answer_time (destination_id, venue_day, five_minutes, up_to_ms, n)
       VALUES (@destinationId, @venueDay, @fiveMinutes, @upToMs, @n)
       ON CONFLICT DO UPDATE SET n = n + excluded.n`,
    ),
    addConnection: db.prepare('INSERT INTO connection_change (at, connection) VALUES (?, ?)'),
    dropConnections: db.prepare('DELETE FROM connection_change WHERE id <= ?'),
  };
  return {
    addRepeat: (repeat: RepeatedScan): void => {
      sql.addRepeat.run({ ...repeat, destinationId });
    },

    addAnswerTimes: (times: readonly AnswerTime[]): void => {
      for (const time of times) sql.addAnswerTime.run({ ...time, destinationId });
    },

    /** @param at Unix milliseconds */
    addConnection: (connection: Connection, at: number): void => {
      const { lastInsertRowid } = sql.addConnection.run(Math.round(at), connection);
      sql.dropConnections.run(Number(lastInsertRowid) - MOST_CHANGES);
    },
  };
}
