import { STUBBORN_AFTER } from '../outbox/scan-row.ts';

const BASE_MS = 500;
const CAP_MS = 10_000;

const STUBBORN_CAP_MS = 300_000;

/**
 * Returns how long to wait after this many failures, in milliseconds: a random part of a span that begins at 500 ms,
 * doubles with each failure, and never exceeds 10 s. For a scan that fails alone, it may reach 5 minutes from the
 * twelfth failure on.
 *
 * @param failures 1 after the first failure
 * @param random a draw from [0, 1)
 */
export function backoffMs(failures: number, random: number, { alone = false } = {}): number {
  const cap = alone && failures >= STUBBORN_AFTER ? STUBBORN_CAP_MS : CAP_MS;
  return Math.floor(random * Math.min(BASE_MS * 2 ** (failures - 1), cap));
}

/** A wait shorter than this is not taken from the server, or a scan could be sent again and again without a break. */
const SHORTEST_ASKED_MS = 1000;

/** Returns the wait that the server asked for, if it did, and otherwise our own. Both are in milliseconds. */
export function waitMs(asked: number | undefined, own: number): number {
  if (asked === undefined) return own;
  return asked >= SHORTEST_ASKED_MS ? asked : Math.max(asked, own);
}
