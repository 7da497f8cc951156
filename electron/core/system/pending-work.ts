import type { Log } from './log.ts';

/** Work that is under way, so that whoever closes the core can wait for its end. */
export class PendingWork {
  readonly #log: Log;
  readonly #work = new Set<Promise<unknown>>();

  constructor(log: Log) {
    this.#log = log;
  }

  /** Counts `work` as under way until it ends, and returns it. */
  track<T>(work: Promise<T>): Promise<T> {
    this.#work.add(work);
    const forget = () => this.#work.delete(work);
    work.then(forget, forget);
    return work;
  }

  /** Starts work whose result nobody looks at. Whatever it throws is logged. */
  begin(name: string, work: () => Promise<unknown>): void {
    const run = async () => {
      try {
        await work();
      } catch (error) {
        this.#log.error({ err: error, work: name }, 'work in the background failed');
      }
    };
    void this.track(run());
  }

  /** Resolves once no work is under way any more, whether it succeeded or not. */
  async ended(): Promise<void> {
    while (this.#work.size > 0) await Promise.allSettled(this.#work);
  }
}
