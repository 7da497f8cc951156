import type { WaitingScan } from '../core/outbox/scan-row.ts';

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
  const lines = [COLUMNS.join(',')];
  for (const scan of scans) {
    const record = { ...scan, scannedAt: new Date(scan.scannedAt).toISOString() };
    lines.push(COLUMNS.map((column) => field(record[column])).join(','));
  }
  return `${lines.join('\r\n')}\r\n`;
}

/** A code might begin like a formula, which a spreadsheet would run: an apostrophe makes it text. */
function field(value: string | null): string {
  const text = value ?? '';
  const harmless = /^[=+\-@]/.test(text) ? `'${text}` : text;
  return `"${harmless.replaceAll('"', '""')}"`;
}
