import type { Effect } from './classify-answer.ts';

/** Attempts at once that a backlog may have under way. */
export const MAX_IN_FLIGHT = 8;

/**
 * How many attempts at once Confera takes without complaint: a 429 halves it, each verdict gives a little back, so
 * that one comes back in about as many answers as are under way.
 *
 * @param paused whether an earlier 429 is still being heeded: what was under way with it counts once
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
