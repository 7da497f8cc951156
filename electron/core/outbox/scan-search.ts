import type { Kind } from '../../../shared/scan/outcome.ts';
import type { Standing } from '../../../shared/scan/standing.ts';
import { STATE } from './sql.ts';

/** Which scans somebody wants to see. Null means: all of them. */
export type ScanSearch = {
  standing: Standing | null;
  kind: Kind | null;
  /** Unix milliseconds; the first moment that counts. */
  from: number | null;
  /** Unix milliseconds; the first moment that doesn't count any more. */
  to: number | null;
  /** The badge whose scans are wanted. */
  badge: BadgeSearch | null;
};

/** A badge, by the end of its code or by the hashes of what its code may be. */
export type BadgeSearch = { tails: readonly string[] } | { hashes: readonly Uint8Array[] };

/** Each standing as SQL finds it. Together they are all scans, and no scan has two of them. */
const IS: Record<Standing, string> = {
  'checked-in': `state = ${STATE.done} AND outcome IS NOT 'already-checked-in'`,
  'already-checked-in': `state = ${STATE.done} AND outcome = 'already-checked-in'`,
  waiting: `state IN (${STATE.pending}, ${STATE.sending})`,
  rejected: `state = ${STATE.rejected} AND code IS NOT NULL`,
  attention: `state = ${STATE.attention}`,
  dismissed: `state = ${STATE.rejected} AND code IS NULL`,
};

/** The standing of a row, as SQL tells it. */
export const STANDING = `CASE ${Object.entries(IS)
  .map(([standing, is]) => `WHEN ${is} THEN '${standing}'`)
  .join(' ')} END`;

/**
 * Where the scans of a standing are looked for, as parts of SQL that begin with the table and end in a condition. An index
 * lists those that may be few among very many; otherwise the newest are looked through, of which most were checked in.
 *
 * @param queues the queues that have scans: for which destination, and of which kind
 */
export function placesOf(standing: Standing | null, queues: readonly Queue[]): readonly string[] {
  const rejected = `scan INDEXED BY scan_rejected WHERE state = ${STATE.rejected}`;
  switch (standing) {
    case null:
    case 'checked-in':
      return ['scan WHERE true'];
    case 'already-checked-in':
      return [`scan INDEXED BY scan_again WHERE outcome = 'already-checked-in'`];
    case 'rejected':
    case 'dismissed':
      return [rejected];
    case 'attention':
      return [`scan INDEXED BY scan_attention WHERE state = ${STATE.attention}`];
    case 'waiting':
      return [
        `scan INDEXED BY scan_sending WHERE state = ${STATE.sending}`,
        ...queues.map(
          ({ destinationId, kind }) =>
            `scan INDEXED BY scan_next WHERE state = ${STATE.pending}
             AND destination_id = ${Number(destinationId)} AND kind = '${kind}'`,
        ),
      ];
  }
}

/** The scans that wait for one destination and are of one kind. */
export type Queue = { destinationId: number; kind: Kind };

/** Whether a row fits a search, apart from its badge. It takes the values of {@link valuesOf}. */
export function fits(standing: Standing | null): string {
  return `(@kind IS NULL OR kind = @kind) AND (@from IS NULL OR scanned_at >= @from)
    AND (@to IS NULL OR scanned_at < @to) AND ${standing ? `(${IS[standing]})` : 'true'}`;
}

export function valuesOf({ kind, from, to }: ScanSearch) {
  return { kind, from, to };
}

const DAY_MS = 24 * 3_600_000;

/**
 * The venue's days, YYYY-MM-DD, on which scans of these times can have been made in whatever zone: no zone is a day away
 * from another by more than one. Null where there is no bound.
 */
export function daysOf({ from, to }: Pick<ScanSearch, 'from' | 'to'>) {
  return {
    fromDay: from === null ? null : dayOf(from - DAY_MS),
    toDay: to === null ? null : dayOf(to + DAY_MS),
  };
}

/** The furthest times that have a day. */
const BOUNDS_MS = 8.64e15;

function dayOf(time: number): string {
  return new Date(Math.max(-BOUNDS_MS, Math.min(BOUNDS_MS, time))).toISOString().slice(0, 10);
}

/**
 * The ends that rows may have of a code of which somebody knows no more than its end. Of a code of eight characters or
 * fewer, a row has fewer than four, so the end of what was typed counts as well.
 *
 * SQLite compares ASCII letters without their case, and this adds the other case of all others.
 */
export function tailsOf(typed: string): string[] {
  const known = [...typed].slice(-4);
  const ends = known.map((_, n) => known.slice(n).join(''));
  const cases = ends.flatMap((end) => [end, end.toUpperCase(), end.toLowerCase()]);
  const asSqlite = (text: string) => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
  return [...new Map(cases.map((each) => [asSqlite(each), each])).values()];
}
