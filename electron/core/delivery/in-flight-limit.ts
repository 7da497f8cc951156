import type { Effect } from './classify-answer.ts';

/** How many attempts the backlog may have under way at once. */
export const MAX_IN_FLIGHT = 8;

/**
 * Adapts how many attempts may be under way at once to what Confera takes without complaint. A 429 halves the number.
 * Each verdict raises it a little, so that it grows by one in about as many answers as are under way.
 *
 * @param paused whether a pause that an earlier 429 asked for still lasts. Attempts that were under way together are
 *   counted once
 */
export function adaptLimit(limit: number, effect: Effect, { paused }: { paused: boolean }): number {
  switch (effect.kind) {
    case 'rate-limited':
      return paused ? limit : Math.max(1, limit / 2);
    case 'answered':
    case 'rejected':
    case 'conflict':
      return Math.min(MAX_IN_FLIGHT, limit + 1 / limit);
    default:
      return limit;
  }
}
