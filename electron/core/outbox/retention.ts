import type { Clock } from '../system/clock.ts';
import type { Log } from '../system/log.ts';
import type { Outbox } from './outbox.ts';

const DAY_MS = 24 * 3_600_000;
const EVERY_MS = 3_600_000;

/** How many rows one step looks at. It takes a few milliseconds of the writer's time, less than a person notices. */
const STEP_ROWS = 200;
const BETWEEN_STEPS_MS = 200;

export type RetentionOptions = {
  outbox: Outbox;
  clock: Clock;
  /**
   * Confera's time in Unix milliseconds, or null while it is unknown. The device's own clock is not enough: if somebody
   * set it a year ahead, everything would be removed.
   */
  serverNow: () => number | null;
  days: number;
  log: Log;
};

/** Removes scans that ended longer ago than the organiser keeps them. It works in small steps between the scans. */
export class Retention {
  readonly #options: RetentionOptions;
  #cancel: () => void = () => {};
  #closed = false;

  constructor(options: RetentionOptions) {
    this.#options = options;
  }

  /** Starts soon, once Confera's time is known, and continues every hour. */
  start(): void {
    this.#next({ after: 0, removed: 0 }, BETWEEN_STEPS_MS);
  }

  close(): void {
    this.#closed = true;
    this.#cancel();
  }

  #next(from: { after: number; removed: number }, ms: number) {
    if (this.#closed) return;
    this.#cancel = this.#options.clock.schedule(ms, () => void this.#step(from));
  }

  async #step({ after, removed }: { after: number; removed: number }) {
    const { outbox, clock, serverNow, days, log } = this.#options;
    try {
      const told = serverNow();
      if (told === null) return this.#next({ after: 0, removed: 0 }, EVERY_MS / 60);
      // Some scans may have been stamped by this device's clock alone. If that clock is behind, they only look old.
      const now = Math.min(told, clock.now());
      const before = now - days * DAY_MS;
      const step = await outbox.removeOld({ after, before, now, rows: STEP_ROWS });
      const total = removed + step.removed;
      if (step.next !== null)
        return this.#next({ after: step.next, removed: total }, BETWEEN_STEPS_MS);
      if (total > 0) log.info({ removed: total, days }, 'old scans removed');
    } catch (error) {
      log.error({ err: error }, 'old scans could not be removed');
    }
    this.#next({ after: 0, removed: 0 }, EVERY_MS);
  }
}
