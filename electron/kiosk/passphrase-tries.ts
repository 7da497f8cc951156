import type { Clock } from '../core/system/clock.ts';
import { waitAfter } from '../settings/staff-pin.ts';

/**
 * Makes whoever guesses the passphrase of a provisioning code at this kiosk wait longer and longer, as for the staff
 * PIN. It isn't kept over a restart: whoever has a picture of a code guesses faster elsewhere, against which only a good
 * passphrase helps.
 */
export class PassphraseTries {
  readonly #clock: Clock;
  #wrong = 0;
  #refusedUntil = Number.NEGATIVE_INFINITY;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /**
   * Counts a try as wrong until it turns out to be right, so that several at once don't count as one.
   *
   * @returns whether the passphrase may be tried, and how long the next try is refused, in milliseconds
   */
  begin(): { mayTry: boolean; waitMs: number } {
    const left = this.#refusedUntil - this.#clock.monotonic();
    if (left > 0) return { mayTry: false, waitMs: Math.ceil(left) };
    this.#wrong += 1;
    const waitMs = waitAfter(this.#wrong);
    this.#refusedUntil = this.#clock.monotonic() + waitMs;
    return { mayTry: true, waitMs };
  }

  succeed(): void {
    this.#wrong = 0;
    this.#refusedUntil = Number.NEGATIVE_INFINITY;
  }
}
