/** What a scan's true time is worked out from later, if Confera's time was not known when the scan was made. */
export const sql = /* sql */ `
  ALTER TABLE scan ADD COLUMN boot TEXT;      -- the machine's start in which it was made; null once its time is settled
  ALTER TABLE scan ADD COLUMN uptime INTEGER; -- milliseconds since that start

  CREATE INDEX scan_untimed ON scan (kind, code_hash) WHERE boot IS NOT NULL;

  CREATE TABLE confera_clock (
    boot TEXT PRIMARY KEY,
    offset INTEGER NOT NULL                   -- Confera's time less the machine's uptime, milliseconds
  ) STRICT, WITHOUT ROWID;
`;
