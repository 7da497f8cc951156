/**
 * Scans with their destinations, the counters over them, and the view that operators read.
 *
 * The state names and the 12 stay literals here, although the code has constants for them (`sql.ts`). SQLite keeps this
 * text in every database, and `checkShape` takes a database whose text differs for a damaged one.
 */
export const sql = /* sql */ `
  CREATE TABLE destination (
    id INTEGER PRIMARY KEY,
    base_url TEXT NOT NULL UNIQUE,
    rejected_in_a_row INTEGER NOT NULL DEFAULT 0  -- counted over restarts
  ) STRICT;

  CREATE TABLE scan (
    id INTEGER PRIMARY KEY,
    scan_id TEXT NOT NULL UNIQUE,
    idempotency_key TEXT NOT NULL,
    destination_id INTEGER NOT NULL REFERENCES destination (id),
    kind TEXT NOT NULL CHECK (kind IN ('badge', 'attendance')),
    code TEXT,                             -- gone once the scan is done
    code_hash BLOB NOT NULL,               -- keyed by a secret of this device
    code_tail TEXT NOT NULL,
    location TEXT,
    venue_day TEXT NOT NULL,
    source TEXT NOT NULL,
    scanned_at INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('pending', 'sending', 'done', 'rejected', 'attention')),
    outcome TEXT,                          -- null until the first attempt has ended
    reason TEXT,
    attempts INTEGER NOT NULL,
    failures INTEGER NOT NULL DEFAULT 0,   -- of this row alone: they set its own backoff
    ambiguous INTEGER NOT NULL DEFAULT 0,  -- Confera may have acted although no answer said so
    not_before INTEGER NOT NULL DEFAULT 0, -- monotonic milliseconds of the running process
    last_status INTEGER,
    last_code TEXT,
    settled_at INTEGER
  ) STRICT;

  CREATE INDEX scan_next ON scan (destination_id, kind, id, not_before) WHERE state = 'pending';
  CREATE INDEX scan_backing_off ON scan (destination_id, kind, not_before)
    WHERE state = 'pending' AND not_before > 0;
  CREATE INDEX scan_stubborn ON scan (id) WHERE state = 'pending' AND failures >= 12;
  CREATE INDEX scan_attention ON scan (id) WHERE state = 'attention';
  CREATE INDEX scan_rejected ON scan (id) WHERE state = 'rejected';
  CREATE INDEX scan_sending ON scan (id) WHERE state = 'sending';
  -- Asked for within one day only: what is written there stays together, however much is kept from before.
  CREATE INDEX scan_by_code ON scan (venue_day, code_hash);

  -- Counting a million rows takes 50 ms; the screen asks after every scan.
  CREATE TABLE scan_count (
    destination_id INTEGER NOT NULL,
    kind TEXT NOT NULL,
    state TEXT NOT NULL,
    n INTEGER NOT NULL,
    PRIMARY KEY (destination_id, kind, state)
  ) STRICT, WITHOUT ROWID;

  CREATE TRIGGER scan_counted AFTER INSERT ON scan BEGIN
    INSERT INTO scan_count (destination_id, kind, state, n)
      VALUES (NEW.destination_id, NEW.kind, NEW.state, 1)
      ON CONFLICT DO UPDATE SET n = n + 1;
  END;

  CREATE TRIGGER scan_recounted AFTER UPDATE OF state ON scan WHEN OLD.state <> NEW.state BEGIN
    UPDATE scan_count SET n = n - 1
      WHERE destination_id = OLD.destination_id AND kind = OLD.kind AND state = OLD.state;
    INSERT INTO scan_count (destination_id, kind, state, n)
      VALUES (NEW.destination_id, NEW.kind, NEW.state, 1)
      ON CONFLICT DO UPDATE SET n = n + 1;
  END;

  CREATE TRIGGER scan_uncounted AFTER DELETE ON scan BEGIN
    UPDATE scan_count SET n = n - 1
      WHERE destination_id = OLD.destination_id AND kind = OLD.kind AND state = OLD.state;
  END;

  CREATE VIEW scan_log AS
    SELECT scan_id, idempotency_key, kind, state, outcome, attempts, location,
      CASE kind WHEN 'attendance' THEN venue_day END AS day,
      scanned_at, settled_at, last_status
    FROM scan;
`;
