import type Database from 'better-sqlite3';
import type { ScanTime } from '../scan-row.ts';

/** The writes about the true time: when scans were made, and how Confera's time relates to the machine's. */
export function timeWrites(db: Database.Database) {
  const sql = {
    setTime: db.prepare(
      `UPDATE scan SET scanned_at = @scannedAt, venue_day = @venueDay, boot = NULL, uptime = NULL
       WHERE id = @id`,
    ),
    keepServerOffset: db.prepare(
      `INSERT INTO confera_clock (boot, offset) VALUES (@boot, @offset)
       ON CONFLICT DO UPDATE SET offset = excluded.offset`,
    ),
    // The offset of an earlier start of the machine is kept for as long as a scan of that start needs it.
    forgetServerOffsets: db.prepare(
      `DELETE FROM confera_clock
       WHERE boot <> ? AND boot NOT IN (SELECT boot FROM scan WHERE boot IS NOT NULL)`,
    ),
  };
  return {
    /** Settles when scans were made. */
    setTimes: (times: readonly (ScanTime & { id: number })[]): void => {
      for (const time of times) sql.setTime.run(time);
    },

    /** Keeps the difference between Confera's time and the machine's uptime, in milliseconds, for later processes. */
    keepServerOffset: (boot: string, offset: number): void => {
      sql.forgetServerOffsets.run(boot);
      sql.keepServerOffset.run({ boot, offset });
    },
  };
}
