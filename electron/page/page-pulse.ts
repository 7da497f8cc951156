import type { Clock } from '../core/system/clock.ts';

/** How often a page is asked. */
export const ASK_MS = 5_000;

/**
 * How many questions in a row a page may leave unanswered. It is given up when the next one would be due, so 15 s after the
 * first of them. Chromium, too, calls a page hung after 15 s.
 */
export const MAX_UNANSWERED = 3;

/**
 * Asks a page again and again whether it is alive; the page's scripts answer. Chromium notices a hung page only when
 * someone touches it, and nobody touches a kiosk that reads badges with its camera.
 *
 * It counts unanswered questions rather than time, because a sleeping machine asks none.
 */
export class PagePulse {
  readonly #ask: () => void;
  readonly #onStopped: () => void;
  readonly #clock: Clock;
  #unanswered = 0;
  #cancel = () => {};

  /** @param onStopped called once, when the page has left too many questions unanswered */
  constructor(given: { ask: () => void; onStopped: () => void; clock: Clock }) {
    this.#ask = given.ask;
    this.#onStopped = given.onStopped;
    this.#clock = given.clock;
    this.#askLater();
  }

  /** Call this when the page has answered, or has called anything else. */
  heard(): void {
    this.#unanswered = 0;
  }

  /** Stops asking. */
  end(): void {
    this.#cancel();
  }

  #askLater() {
    this.#cancel = this.#clock.schedule(ASK_MS, () => {
      if (this.#unanswered === MAX_UNANSWERED) {
        this.#onStopped();
        return;
      }
      this.#unanswered += 1;
      this.#ask();
      this.#askLater();
    });
  }
}
