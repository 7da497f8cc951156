const DAY_MS = 86_400_000;

/** From when on, and for how long, a code is valid. */
export type Validity = {
  /** Unix milliseconds. */
  now: number;
  /** For how many days the code is valid. */
  days: number;
};

/** When such a code expires, in Unix milliseconds: a whole second, as it is written into the code. */
export function expiryOf({ now, days }: Validity): number {
  return Math.floor((now + days * DAY_MS) / 1000) * 1000;
}
