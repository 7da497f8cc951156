import type Database from 'better-sqlite3';
import type { Kind } from '../../../shared/scan/outcome.ts';
import { type EarlierScan, type RawTiming, toUntimed } from './scan-row.ts';

const EARLIER = `SELECT id, scan_id AS scanId, state, reason, told, location, location IS @location AS isHere,
  venue_day AS venueDay, scanned_at AS scannedAt, boot, uptime
  FROM scan WHERE code_hash = @codeHash AND kind = @kind AND destination_id = @destinationId`;

type EarlierQuery = {
  destinationId: number;
  codeHash: Uint8Array;
  kind: Kind;
  venueDay: string;
  location: string | null;
};

type EarlierRow = Omit<EarlierScan, 'untimed' | 'isHere'> &
  RawTiming & { id: number; isHere: number };

/**
 * Prepares the query for this device's earlier scans of a code: those of the same day, and those whose day may still be
 * corrected. They come oldest first.
 *
 * Every scan made offline asks for them, so the few rows are sorted here: SQLite takes longer to set up a sort than to
 * find them.
 */
export function prepareFindEarlier(db: Database.Database): (query: EarlierQuery) => EarlierScan[] {
  const statement = db.prepare(
    `${EARLIER} AND venue_day = @venueDay
     UNION ALL ${EARLIER} AND venue_day <> @venueDay AND boot IS NOT NULL`,
  );
  return (query) =>
    (statement.all(query) as EarlierRow[])
      .sort((a, b) => a.id - b.id)
      .map(({ id, boot, uptime, isHere, ...row }) => ({
        ...row,
        isHere: isHere === 1,
        untimed: toUntimed({ boot, uptime }),
      }));
}
