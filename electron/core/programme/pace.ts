/** Nothing is asked for more often than this, whatever its lifetime, in milliseconds. */
const LEAST_MS = 60_000;

/** How long a failed read waits for its next attempt at most, so also how late the idle screen is renewed. */
const MOST_MS = 15 * 60_000;

/**
 * The longest waits after a refusal, in milliseconds. A key that is refused may be good once the conference is live. A
 * read that is refused may be allowed once the conference is active, or the key has a further right. A picture that may
 * not be shown remains the same until its address changes.
 */
const MOST_AFTER_REFUSAL_MS = {
  key: MOST_MS,
  read: 60 * 60_000,
  picture: 24 * 60 * 60_000,
};

/** How one attempt to read ended. */
export type ReadEnd =
  /** The answer is fresh for so long, in milliseconds. */
  | { is: 'read'; freshForMs: number }
  /** How many attempts have failed in succession, and how long the server asked to wait. */
  | { is: 'failed'; failures: number; retryAfterMs: number | undefined }
  /** Another attempt would most likely be refused as well. */
  | { is: 'refused'; what: keyof typeof MOST_AFTER_REFUSAL_MS };

/**
 * How long to wait before the next attempt, in milliseconds: as long as the answer is fresh, or after a failure a
 * minute, twice as long each time, and at most 15 minutes. A refusal counts for longer.
 *
 * @param random a draw from [0, 1), which keeps the devices of a venue from asking at the same time after a failure
 */
export function waitBeforeNext(end: ReadEnd, random: number): number {
  if (end.is === 'read') return Math.max(LEAST_MS, end.freshForMs);
  if (end.is === 'refused') return MOST_AFTER_REFUSAL_MS[end.what] * (1 - random / 2);
  const doubled = LEAST_MS * 2 ** Math.min(end.failures - 1, 10);
  const wait = Math.max(doubled * (1 + random / 2), end.retryAfterMs ?? 0);
  return Math.min(wait, MOST_MS);
}
