import { STUBBORN_AFTER } from '../outbox/scan-row.ts';

const BASE_MS = 500;
const CAP_MS = 10_000;

const STUBBORN_CAP_MS = 300_000;

/**
 * The wait after failure number `failures` (1 is the first): full jitter, base 500 ms, doubling, cap 10 s; from
 * the twelfth on 5 minutes for a row that fails alone.
 *
 * @param random a draw from [0, 1)
 */
export function backoffMs(failures: number, random: number, { alone = false } = {}): number {
  const cap = alone && failures >= STUBBORN_AFTER ? STUBBORN_CAP_MS : CAP_MS;
  return Math.floor(random * Math.min(BASE_MS * 2 ** (failures - 1), cap));
}

/** A wait that a server names in whole seconds counts; "at once" doesn't, or one row would be sent without a break. */
const SHORTEST_ASKED_MS = 1000;

/** The wait that the server asked for, where it asked for one, else our own. */
export function waitMs(asked: number | undefined, own: number): number {
  if (asked === undefined) return own;
  return asked >= SHORTEST_ASKED_MS ? asked : Math.max(asked, own);
}
