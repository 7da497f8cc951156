import type { Clock } from '../clock.ts';

/** Confera's header has whole seconds and the answer takes its time; a venue's clocks differ by less. */
const TOLERATED_MS = 2 * 60_000;

/** So that a clock at the border isn't told off and on with each answer. */
const RIGHT_AGAIN_MS = TOLERATED_MS - 15_000;

/** Confera's clock, as its answers tell it, beside this device's. */
export class ServerClock {
  readonly #clock: Clock;
  #minutesAhead: number | null = null;
  /** Confera's time at a moment of our monotonic time. */
  #heard: { time: number; at: number } | null = null;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Takes note of an answer's `Date`; Unix milliseconds. */
  heard(time: number): void {
    this.#heard = { time, at: this.#clock.monotonic() };
    const ahead = this.#clock.now() - time;
    const tolerated = this.#minutesAhead === null ? TOLERATED_MS : RIGHT_AGAIN_MS;
    this.#minutesAhead = Math.abs(ahead) > tolerated ? Math.round(ahead / 60_000) : null;
  }

  /** What Confera's clock shows now, in Unix milliseconds; null before the first answer. */
  now(): number | null {
    return this.#heard && this.#heard.time + this.#clock.monotonic() - this.#heard.at;
  }

  /**
   * By how many minutes this device's clock was ahead of Confera's (less than 0: behind) at its last answer; null
   * where it was right. Between answers it can't be judged: monotonic time stands still while a machine sleeps.
   */
  get minutesAhead(): number | null {
    return this.#minutesAhead;
  }
}
