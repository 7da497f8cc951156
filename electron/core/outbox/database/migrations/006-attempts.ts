/** What staff can look up about a scan: how each attempt at it ended, and why it was dismissed. */
export const sql = /* sql */ `
  -- Of each scan the first few attempts are kept, and the latest.
  CREATE TABLE attempt (
    scan_row INTEGER NOT NULL REFERENCES scan (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,               -- counted from 1; that of an attempt that a crash cut short is missing
    began_at INTEGER NOT NULL,
    ms INTEGER NOT NULL,                   -- until the answer came, or none
    outcome TEXT NOT NULL,                 -- what it meant for the scan
    reason TEXT,
    status INTEGER,                        -- of HTTP; null where no answer came
    code TEXT,                             -- Confera's code of the error
    trouble TEXT,                          -- what stood between this device and Confera
    request_id TEXT,                       -- Confera's name for the request, for its support
    PRIMARY KEY (scan_row, number)
  ) STRICT, WITHOUT ROWID;

  ALTER TABLE scan ADD COLUMN dismissed_at INTEGER;
  ALTER TABLE scan ADD COLUMN dismissed_why TEXT;

  -- By day, as scan_by_code is, so that what is written stays together. A search asks for one day after the other.
  CREATE INDEX scan_by_tail ON scan (venue_day, code_tail COLLATE NOCASE);
  -- The first and the last row of a day. New rows come at its end.
  CREATE INDEX scan_by_day ON scan (venue_day);
  CREATE INDEX scan_again ON scan (id) WHERE outcome = 'already-checked-in';
`;
