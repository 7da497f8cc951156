import type Database from 'better-sqlite3';
import { openDatabase } from '../../electron/outbox/database.ts';

export type Kept = {
  /** Scans that are done, made before all others. */
  done?: number;
  pending?: number;
  /** Their address; it must be the one that the core is opened with. */
  baseUrl: string;
};

/** A data folder's database as it is after so many scans. A million take seconds, not the hour of a real evening. */
export function fillDatabase(dataDir: string, { done = 0, pending = 0, baseUrl }: Kept): void {
  const db = openDatabase(dataDir);
  // What is measured comes later; nobody waits for these rows.
  db.pragma('synchronous = OFF');
  db.prepare('INSERT INTO destination (base_url) VALUES (?)').run(baseUrl);
  const counting = db
    .prepare(`SELECT sql FROM sqlite_master WHERE type = 'trigger' AND name = 'scan_counted'`)
    .pluck()
    .get() as string;
  db.exec('DROP TRIGGER scan_counted');
  fill(db, 'done', 0, done);
  fill(db, 'pending', done, pending);
  db.exec(counting);
  db.exec(
    `INSERT INTO scan_count SELECT destination_id, kind, state, count(*) FROM scan GROUP BY 1, 2, 3`,
  );
  db.pragma('wal_checkpoint(TRUNCATE)');
  db.close();
}

/**
 * Ids and hashes come in rising order, so that their indexes are built by appending, and spread over all values, so
 * that a new scan's random ones fall anywhere between them.
 */
function fill(db: Database.Database, state: 'done' | 'pending', from: number, count: number) {
  if (count === 0) return;
  const insert = db.prepare(`
    WITH RECURSIVE number (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM number WHERE n + 1 < @count)
    INSERT INTO scan (scan_id, idempotency_key, destination_id, kind, code, code_hash, code_tail,
      location, venue_day, source, scanned_at, state, outcome, attempts, last_status, settled_at)
    SELECT printf('%08x-', n * (4294967295 / @count)) || @state || hex(randomblob(10)),
      lower(hex(randomblob(18))), 1, 'badge',
      CASE @state WHEN 'pending' THEN 'LOAD-' || n END,
      unhex(printf('%08x', n * (4294967295 / @count)) || hex(randomblob(12))), '0001',
      'gate-a', '2026-02-03', 'stdin', @now - @from - @count + n, @state,
      CASE @state WHEN 'done' THEN 'checked-in' ELSE 'queued' END, @state = 'done',
      CASE @state WHEN 'done' THEN 200 END, CASE @state WHEN 'done' THEN @now END
    FROM number`);
  insert.run({ state, from, count, now: Date.now() });
}
