/** Work that has begun, so that a closing can wait for its end. */
export class UnderWay {
  readonly #work = new Set<Promise<unknown>>();

  /** Counts `work` until it ends, and gives it back. */
  track<T>(work: Promise<T>): Promise<T> {
    this.#work.add(work);
    const forget = () => this.#work.delete(work);
    work.then(forget, forget);
    return work;
  }

  /** Resolves once nothing is under way, however it ended. */
  async ended(): Promise<void> {
    while (this.#work.size > 0) await Promise.allSettled(this.#work);
  }
}
