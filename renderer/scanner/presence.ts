/** How long a code must have been out of view before it counts as shown again, in milliseconds. */
export const OUT_OF_VIEW_MS = 1500;

/** When each code was last in view, in milliseconds of any steady clock. */
export type Presence = ReadonlyMap<string, number>;

export const NOTHING_IN_VIEW: Presence = new Map();

/**
 * Tells a code that comes into view from one that is being held there: a camera reads the same badge many times a
 * second, and misses it in some frames.
 *
 * Several codes may be in view at once, so two that take turns are each new once.
 */
export function see(
  presence: Presence,
  code: string,
  now: number,
): { presence: Presence; isNew: boolean } {
  const inView = new Map([...presence].filter(([, seenAt]) => now - seenAt < OUT_OF_VIEW_MS));
  const isNew = !inView.has(code);
  inView.set(code, now);
  return { presence: inView, isNew };
}
