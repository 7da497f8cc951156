import { randomBytes } from 'node:crypto';
import type Database from 'better-sqlite3';
import { hashCode } from './code-hash.ts';
import { type CopiedScan, isFinal } from './copy-source.ts';
import { openOrSalvage } from './database/open-or-salvage.ts';

/** How many scans go into one transaction. */
const STEP = 500;

/** Of a hash of the same length no code can be found. */
const HASH_BYTES = 16;

/** A scan as another device's copy last told it. */
export type ScanToTake = CopiedScan & {
  /** Its code, if any part of the copy has it. By it the badge is recognised, even where it isn't kept any more. */
  knownCode: string | null;
};

/** What became of the scans of another device's copy. */
export type TakenOver = {
  /** These wait here now, and will be sent. */
  unsent: number;
  /** Confera refused these, or a person must look at them. */
  refused: number;
  /** These had been confirmed or put away there. They are known here, and are not sent. */
  settled: number;
  /** These were here before, and were left alone. */
  alreadyHere: number;
};

/**
 * Writes the scans of another device's copy into the database of a data folder. One that is there already, whatever has
 * become of it, is left alone.
 *
 * The caller holds the data folder's lock.
 *
 * @param secret keys the hashes of codes on this device
 * @param now Unix milliseconds. It names the folder of a damaged database that is set aside
 * @throws what `openOrSalvage` throws
 */
export function takeOver(
  dataDir: string,
  scans: readonly ScanToTake[],
  { secret, now }: { secret: string; now: number },
): TakenOver {
  const { db } = openOrSalvage(dataDir, now);
  try {
    return takeInto(db, scans, secret);
  } finally {
    db.close();
  }
}

function takeInto(db: Database.Database, scans: readonly ScanToTake[], secret: string): TakenOver {
  const sql = prepareStatements(db);
  const taken: TakenOver = { unsent: 0, refused: 0, settled: 0, alreadyHere: 0 };
  const take = ({ knownCode, ...scan }: ScanToTake) => {
    sql.addDestination.run(scan.baseUrl);
    const isDone = scan.state === 'done';
    const isSettled = isFinal(scan);
    const { changes } = sql.insert.run({
      ...scan,
      code: isDone ? null : scan.code,
      // A code that the copy doesn't have can't be recognised here.
      codeHash: knownCode === null ? randomBytes(HASH_BYTES) : hashCode(knownCode, secret),
      ambiguous: Number(!isSettled),
    });
    if (changes > 0) sql.noteThinned.run(scan);
    if (changes === 0) taken.alreadyHere += 1;
    else if (isSettled) taken.settled += 1;
    else if (scan.state === 'pending') taken.unsent += 1;
    else taken.refused += 1;
  };
  for (let at = 0; at < scans.length; at += STEP) {
    const step = scans.slice(at, at + STEP);
    db.transaction(() => step.forEach(take)).immediate();
  }
  return taken;
}

function prepareStatements(db: Database.Database) {
  return {
    addDestination: db.prepare(
      'INSERT INTO destination (base_url) VALUES (?) ON CONFLICT DO NOTHING',
    ),
    // The other device may have sent it after the copy was last written. So a 409 means that it was us, and the scan keeps
    // the time that it was sent with: the same key must carry the same body.
    insert: db.prepare(
      `INSERT INTO scan (scan_id, idempotency_key, destination_id, kind, code, code_hash, code_tail,
         location, venue_day, source, scanned_at, state, outcome, reason, attempts, ambiguous,
         last_status, last_code, settled_at, told, first_told)
       SELECT @scanId, @idempotencyKey, id, @kind, @code, @codeHash, @codeTail, @location,
         @venueDay, @source, @scannedAt, @state, @outcome, @reason, @attempts, @ambiguous,
         @lastStatus, @lastCode, @settledAt, @told, @firstTold
       FROM destination WHERE base_url = @baseUrl
       ON CONFLICT (scan_id) DO NOTHING`,
    ),
    // Of a day the copy may hold some of its scans alone, and its counts would be too small.
    noteThinned: db.prepare(
      `INSERT INTO thinned_day SELECT id, @venueDay FROM destination WHERE base_url = @baseUrl
       ON CONFLICT DO NOTHING`,
    ),
  };
}
