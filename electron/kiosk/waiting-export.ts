import type { WaitingScan } from '../core/outbox/scan-row.ts';
import { CSV_BEGIN, csvLine, textCell } from './csv.ts';

const COLUMNS = [
  'scanId',
  'idempotencyKey',
  'baseUrl',
  'kind',
  'code',
  'location',
  'venueDay',
  'scannedAt',
  'state',
] as const satisfies (keyof WaitingScan)[];

/** The waiting scans as CSV (RFC 4180), with ISO 8601 times and whole codes: it is the organiser's own record. */
export function waitingScansCsv(scans: Iterable<WaitingScan>): string {
  const lines = [CSV_BEGIN + csvLine(COLUMNS)];
  for (const scan of scans) {
    const record = {
      ...scan,
      code: textCell(scan.code),
      location: textCell(scan.location),
      scannedAt: new Date(scan.scannedAt).toISOString(),
    };
    lines.push(csvLine(COLUMNS.map((column) => record[column])));
  }
  return lines.join('');
}
