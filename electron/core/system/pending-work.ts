import type { Log } from './log.ts';

/** Work that has begun, so that a closing can wait for its end. */
export class PendingWork {
  readonly #log: Log;
  readonly #work = new Set<Promise<unknown>>();

  constructor(log: Log) {
    this.#log = log;
  }

  /** Counts `work` until it ends, and gives it back. */
  track<T>(work: Promise<T>): Promise<T> {
    this.#work.add(work);
    const forget = () => this.#work.delete(work);
    work.then(forget, forget);
    return work;
  }

  /** Begins work whose end nobody looks at: what it throws is logged. */
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

  /** Resolves once nothing is under way, however it ended. */
  async ended(): Promise<void> {
    while (this.#work.size > 0) await Promise.allSettled(this.#work);
  }
}
