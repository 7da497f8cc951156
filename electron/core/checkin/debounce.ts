/**
 * Recognises a code that any scanner of this device has read only just before.
 *
 * The window begins with the scan that was taken, and not with the last repeat, so that even a scanner that repeats
 * itself for ever is heard once in each window.
 */
export class Debounce {
  readonly #windowMs: number;
  /** When each code was taken, in monotonic milliseconds, oldest first. */
  readonly #takenAt = new Map<string, number>();

  constructor(windowMs: number) {
    this.#windowMs = windowMs;
  }

  /**
   * Takes a code, which counts from now on. A repeat is not taken: it is to be ignored.
   *
   * @param at when the code was read, in monotonic milliseconds
   * @returns whether the code was taken
   */
  take(code: string, at: number): boolean {
    for (const [old, takenAt] of this.#takenAt) {
      if (at - takenAt < this.#windowMs) break;
      this.#takenAt.delete(old);
    }
    const last = this.#takenAt.get(code);
    if (last !== undefined && at - last < this.#windowMs) return false;
    this.#takenAt.delete(code);
    this.#takenAt.set(code, at);
    return true;
  }

  /** Forgets a scan that could not be taken after all, so that the next try counts. */
  forget(code: string): void {
    this.#takenAt.delete(code);
  }
}
