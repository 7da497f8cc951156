/** Up to this difference nobody calls a clock wrong: a beat takes its time on the way. The same holds for Confera's. */
export const CLOCK_TOLERANCE_MS = 2 * 60_000;

/**
 * How far the hub's clock is ahead of the venue's time, milliseconds. It is right, unless most devices agree that it isn't:
 * one device that differs is wrong itself.
 *
 * @param aheadOfHub how far the clock of each device that is there is ahead of the hub's, milliseconds
 */
export function hubAheadMs(aheadOfHub: readonly number[]): number {
  const all = [0, ...aheadOfHub].sort((a, b) => a - b);
  // Between two in the middle, the one that is nearer to the hub's time counts.
  const middle = [all[Math.floor((all.length - 1) / 2)] ?? 0, all[Math.floor(all.length / 2)] ?? 0];
  const [nearest = 0] = middle.sort((a, b) => Math.abs(a) - Math.abs(b));
  return Math.abs(nearest) > CLOCK_TOLERANCE_MS ? -nearest : 0;
}
