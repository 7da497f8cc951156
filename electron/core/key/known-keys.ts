/**
 * The keys that must not stand in the log: every one that was ever in use, even if it is out of use, and those on trial.
 *
 * One that failed its trial is let go again, since it may be any text: a word of one letter would go missing from every
 * later line.
 */
export class KnownKeys {
  readonly #used: Set<string>;
  /** How many trials of each key are under way. */
  readonly #onTrial = new Map<string, number>();

  constructor(inUse: string) {
    this.#used = new Set([inUse]);
  }

  get all(): string[] {
    return [...new Set([...this.#used, ...this.#onTrial.keys()])];
  }

  /** Keeps a key for good. */
  use(apiKey: string): void {
    this.#used.add(apiKey);
  }

  /** Keeps a key during its trial, and until it is used after a trial that it passed. */
  async during<T extends { ok: boolean }>(apiKey: string, trial: () => Promise<T>): Promise<T> {
    this.#onTrial.set(apiKey, (this.#onTrial.get(apiKey) ?? 0) + 1);
    let isGood = false;
    try {
      const result = await trial();
      isGood = result.ok;
      return result;
    } finally {
      const others = (this.#onTrial.get(apiKey) ?? 1) - 1;
      if (isGood) this.use(apiKey);
      if (others > 0) this.#onTrial.set(apiKey, others);
      else this.#onTrial.delete(apiKey);
    }
  }
}
