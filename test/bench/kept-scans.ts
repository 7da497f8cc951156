import type Database from 'better-sqlite3';
import { openDatabase } from '../../electron/core/outbox/database/database.ts';
import { RECOUNTS } from '../../electron/core/outbox/recount.ts';

export type Kept = {
  /** The number of scans that are done, which are older than all others. */
  done?: number;
  pending?: number;
  /** The address that the scans were accepted for. The core must be opened with the same one. */
  baseUrl: string;
};

/** Fills a data folder's database as if so many scans had been made. A million take seconds instead of hours. */
export function fillDatabase(dataDir: string, { done = 0, pending = 0, baseUrl }: Kept): void {
  const db = openDatabase(dataDir);
  // Nothing is measured yet, so these rows need not be synced.
  db.pragma('synchronous = OFF');
  db.prepare('INSERT INTO destination (base_url) VALUES (?)').run(baseUrl);
  const counting = db
    .prepare(
      `SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND sql LIKE '%AFTER INSERT ON scan %'`,
    )
    .all() as { name: string; sql: string }[];
  for (const { name } of counting) db.exec(`DROP TRIGGER ${name}`);
  fill(db, 'done', done);
  fill(db, 'pending', pending);
  for (const { sql } of counting) db.exec(sql);
  db.exec(
    `INSERT INTO scan_count SELECT destination_id, kind, state, count(*) FROM scan GROUP BY 1, 2, 3`,
  );
  for (const [table, recount] of Object.entries(RECOUNTS))
    db.exec(`INSERT INTO ${table} ${recount}`);
  db.pragma('wal_checkpoint(TRUNCATE)');
  db.close();
}

const DAY_MS = 24 * 60 * 60 * 1000;

/** How long scans are kept. A kiosk that keeps a million has scanned 11,000 a day. */
const KEPT_MS = 90 * DAY_MS;

/** Inserts scans with ids like real ones. Those that are done are spread over the last days; pending ones are new. */
function fill(db: Database.Database, state: 'done' | 'pending', count: number) {
  if (count === 0) return;
  const insert = db.prepare(`
    WITH RECURSIVE
      number (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM number WHERE n + 1 < @count),
      made (n, at) AS (SELECT n, @now - CAST((@count - n) * @apart AS INTEGER) FROM number),
      identified (n, at, id) AS (SELECT n, at, printf('%012x', at) || hex(randomblob(10)) FROM made)
    INSERT INTO scan (scan_id, idempotency_key, destination_id, kind, code, code_hash, code_tail,
      location, venue_day, source, scanned_at, state, outcome, told, attempts, last_status, settled_at)
    SELECT lower(substr(id, 1, 8) || '-' || substr(id, 9, 4) || '-7' || substr(id, 13, 3) || '-'
        || substr(id, 16, 4) || '-' || substr(id, 20, 12)),
      lower(hex(randomblob(18))), 1, 'badge',
      CASE @state WHEN 'pending' THEN 'LOAD-' || n END, randomblob(16), lower(hex(randomblob(2))),
      'gate-a', date(at / 1000, 'unixepoch'), 'stdin', at, @state,
      CASE @state WHEN 'done' THEN 'checked-in' ELSE 'queued' END,
      CASE @state WHEN 'done' THEN 'checked-in' ELSE 'queued' END, @state = 'done',
      CASE @state WHEN 'done' THEN 200 END, CASE @state WHEN 'done' THEN at END
    FROM identified`);
  const apart = state === 'done' ? KEPT_MS / count : 1;
  insert.run({ state, count, apart, now: Date.now() });
}
