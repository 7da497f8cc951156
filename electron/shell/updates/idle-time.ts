import type { Clock } from '../../core/system/clock.ts';

/** How long nobody has scanned: since the last scan, or since the start. */
export class IdleTime {
  readonly #clock: Clock;
  #since: number;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#since = clock.monotonic();
  }

  /** Somebody has scanned just now. */
  reset(): void {
    this.#since = this.#clock.monotonic();
  }

  /** Milliseconds. */
  get ms(): number {
    return this.#clock.monotonic() - this.#since;
  }
}
