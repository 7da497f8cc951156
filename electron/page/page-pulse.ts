import type { Clock } from '../core/system/clock.ts';

/** How often a page is asked. */
export const ASK_MS = 5_000;

/** So many questions in a row a page may leave without an answer: Chromium, too, counts 15 s as hung. */
export const MAX_UNANSWERED = 3;

/**
 * Feels the pulse of a page: it is asked whether it lives, and its scripts answer. Chromium finds a page that hangs
 * only by the keys and touches that it leaves unanswered, and nobody touches a kiosk that reads badges by its camera.
 *
 * It counts questions and no time: while a machine sleeps none are asked.
 */
export class PagePulse {
  readonly #ask: () => void;
  readonly #onStopped: () => void;
  readonly #clock: Clock;
  #unanswered = 0;
  #cancel = () => {};

  /** @param onStopped called once, when the page hasn't answered for too long */
  constructor(given: { ask: () => void; onStopped: () => void; clock: Clock }) {
    this.#ask = given.ask;
    this.#onStopped = given.onStopped;
    this.#clock = given.clock;
    this.#askLater();
  }

  /** The page has answered, or asked for something by itself. */
  heard(): void {
    this.#unanswered = 0;
  }

  /** Asks no more. */
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
