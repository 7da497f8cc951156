/**
 * Whether a code was just taken, over all scanners of this device. The window runs from the scan that was taken,
 * not from the last repeat: a scanner that repeats itself for ever is still heard once a window.
 */
export class Debounce {
  readonly #windowMs: number;
  /** Code to monotonic milliseconds, oldest first. */
  readonly #takenAt = new Map<string, number>();

  constructor(windowMs: number) {
    this.#windowMs = windowMs;
  }

  /**
   * True for a repeat, which is to be ignored; else the code counts as taken from now on.
   *
   * @param at monotonic milliseconds of the scan
   */
  isRepeat(code: string, at: number): boolean {
    for (const [old, takenAt] of this.#takenAt) {
      if (at - takenAt < this.#windowMs) break;
      this.#takenAt.delete(old);
    }
    const last = this.#takenAt.get(code);
    if (last !== undefined && at - last < this.#windowMs) return true;
    this.#takenAt.delete(code);
    this.#takenAt.set(code, at);
    return false;
  }

  /** A scan that could not be taken after all: the next try counts. */
  forget(code: string): void {
    this.#takenAt.delete(code);
  }
}
