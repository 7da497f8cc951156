/** What the devices of a venue know of each other's scans: this device's own claims, and a copy of the others'. */
export const sql = /* sql */ `
  CREATE TABLE claim (
    scan_id TEXT NOT NULL REFERENCES scan (scan_id) ON DELETE CASCADE,
    key BLOB NOT NULL CHECK (length(key) = 16), -- names the scan for the venue's devices, without its code
    destination_id INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (
      state IN ('waiting', 'to-offer', 'won', 'lost', 'to-take-back', 'taken-back')
    ),
    holder_device TEXT,                         -- these are null unless another device has it
    holder_scan_id TEXT,
    holder_location TEXT,
    holder_at INTEGER,                          -- by this device's clock
    holder_is_void INTEGER,
    PRIMARY KEY (scan_id, key)
  ) STRICT, WITHOUT ROWID;

  CREATE INDEX claim_by_state ON claim (destination_id, state, scan_id);
  CREATE INDEX claim_held ON claim (destination_id, key) WHERE holder_scan_id IS NOT NULL;

  -- With row ids, so that what is heard is appended: the keys are in no order.
  CREATE TABLE others_claim (
    id INTEGER PRIMARY KEY,
    key BLOB NOT NULL UNIQUE CHECK (length(key) = 16),
    device TEXT NOT NULL,
    scan_id TEXT NOT NULL,
    location TEXT,
    at INTEGER NOT NULL,                        -- by the hub's clock
    local_at INTEGER NOT NULL,                  -- the same moment by this device's clock
    is_void INTEGER NOT NULL
  ) STRICT;

  CREATE INDEX others_claim_by_age ON others_claim (local_at);
`;
