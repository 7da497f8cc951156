import type { ExportedScan } from '../core/outbox/scan-export.ts';
import { CSV_BEGIN, csvLine, textCell } from './csv.ts';

const COLUMNS = [
  'scannedAt',
  'venueDay',
  'kind',
  'outcome',
  'told',
  'reason',
  'state',
  'location',
  'attempts',
  'lastStatus',
  'settledAt',
  'source',
  'codeEnd',
  'code',
  'scanId',
] as const;

/** The beginning of a file of scans: the byte order mark and the head. */
export const SCANS_BEGIN = CSV_BEGIN + csvLine(COLUMNS);

/**
 * A scan as a line of such a file. Of a code it has the last four characters, and the whole of it only while the scan is
 * unsent or refused.
 *
 * @param stamp writes a time as the venue's clocks show it
 */
export function scanLine(scan: ExportedScan, stamp: (at: number) => string): string {
  const cells: Record<(typeof COLUMNS)[number], string | number | null> = {
    scannedAt: stamp(scan.scannedAt),
    venueDay: scan.venueDay,
    kind: scan.kind,
    outcome: scan.outcome,
    told: scan.told,
    reason: scan.reason,
    state: scan.state,
    location: textCell(scan.location),
    attempts: scan.attempts,
    lastStatus: scan.lastStatus,
    settledAt: scan.settledAt === null ? null : stamp(scan.settledAt),
    source: scan.source,
    // As on the screen; it also makes text of digits.
    codeEnd: `…${scan.codeTail}`,
    code: scan.code === null ? null : textCell(scan.code),
    scanId: scan.scanId,
  };
  return csvLine(COLUMNS.map((column) => cells[column]));
}
