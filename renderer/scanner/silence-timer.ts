/** A timer that fires later than this, in milliseconds, found the page busy: input may be waiting behind it. */
const LATE_MS = 30;

/**
 * Tells when a scanner has been silent for a given time.
 *
 * A page that was busy runs its timers before it hears of the keys or bytes that arrived in the meantime. A timer that
 * fires late therefore waits once more, so that what came in time is not taken for missing.
 */
export class SilenceTimer {
  readonly #onSilence: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(onSilence: () => void) {
    this.#onSilence = onSilence;
  }

  /** Starts the wait anew. A silence of null milliseconds means that nothing is waited for. */
  restart(silenceMs: number | null): void {
    this.stop();
    if (silenceMs === null) return;
    const dueAt = performance.now() + silenceMs;
    this.#timer = setTimeout(() => {
      if (performance.now() - dueAt < LATE_MS) this.#onSilence();
      else this.#timer = setTimeout(this.#onSilence, silenceMs);
    }, silenceMs);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}
