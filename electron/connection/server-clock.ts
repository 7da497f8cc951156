import type { Clock } from '../clock.ts';

/** Confera's header has whole seconds and the answer takes its time; a venue's clocks differ by less. */
const TOLERATED_MS = 2 * 60_000;

/** Confera's clock, as its answers tell it, beside this device's. */
export class ServerClock {
  readonly #clock: Clock;
  /** Confera's time at a moment of our monotonic time. */
  #heard: { time: number; at: number } | null = null;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Takes note of an answer's `Date`; Unix milliseconds. */
  heard(time: number): void {
    this.#heard = { time, at: this.#clock.monotonic() };
  }

  /** What Confera's clock shows now, in Unix milliseconds; null before the first answer. */
  now(): number | null {
    return this.#heard && this.#heard.time + this.#clock.monotonic() - this.#heard.at;
  }

  /** By how many minutes this device's clock is ahead of Confera's (less than 0: behind); null where it is right. */
  get minutesAhead(): number | null {
    const time = this.now();
    if (time === null) return null;
    const ahead = this.#clock.now() - time;
    return Math.abs(ahead) > TOLERATED_MS ? Math.round(ahead / 60_000) : null;
  }
}
