import type { StorageProblem } from '../../../shared/bridge/storage-problem.ts';
import type { Connection, Reason } from '../../../shared/scan/outcome.ts';
import type { ConnectionMonitor, MetTrouble } from '../delivery/monitor.ts';
import { isBacklogStopped } from '../delivery/plan.ts';
import type { ServerClock } from '../delivery/server-clock.ts';
import { connectionOf, reasonOf } from '../delivery/standing.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { Clock } from '../system/clock.ts';
import type { Log } from '../system/log.ts';

/** What every face of the core is told about the state of the device. */
export type CoreStatus = {
  connection: Connection;
  /** Why the connection isn't `online`; null if it is. */
  reason: Reason | null;
  /** Since when the connection has been so, in Unix milliseconds. */
  since: number;
  /** What last stood in the way to Confera. Only staff are shown it. */
  trouble: MetTrouble | null;
  /** How many scans Confera hasn't confirmed yet. */
  queued: number;
  /** How many of these wait for another base URL. They are not sent to this one. */
  queuedElsewhere: number;
  /** How many scans a person must look at. */
  needsAttention: number;
  /** Whether ten different codes were rejected in a row, so that the backlog waits for a person. */
  backlogStopped: boolean;
  /** By how many minutes this device's clock is ahead of Confera's; null if it is right, or if Confera's is unknown. */
  clockMinutesAhead: number | null;
  /** Why the latest write failed; null as long as scans can be stored. */
  storage: StorageProblem | null;
};

/**
 * Since when each of these has been so, in Unix milliseconds by this device's clock; null while it isn't. What was so
 * before a restart counts from when this program noticed it.
 */
export type ProblemTimes = {
  storage: number | null;
  clock: number | null;
  backlogStopped: number | null;
};

type Counts = Pick<CoreStatus, 'queued' | 'queuedElsewhere' | 'needsAttention' | 'backlogStopped'>;

export type StatusWatchOptions = {
  monitor: ConnectionMonitor;
  serverClock: ServerClock;
  outbox: Outbox;
  /** How many people have been told their result while it is not on disk yet. */
  unwritten: () => number;
  clock: Clock;
  log: Log;
  tell: (status: CoreStatus) => void;
};

/** Puts the status together, and tells the faces when it has changed. */
export class StatusWatch {
  readonly #options: StatusWatchOptions;
  #since: number;
  #counts: Counts = { queued: 0, queuedElsewhere: 0, needsAttention: 0, backlogStopped: false };
  #told = '';
  #clockIsOff = false;
  #problemsSince: ProblemTimes = { storage: null, clock: null, backlogStopped: null };
  #closed = false;

  constructor(options: StatusWatchOptions) {
    this.#options = options;
    this.#since = options.clock.now();
    options.monitor.onChange((standing, before) => {
      const connection = connectionOf(standing);
      if (connection !== connectionOf(before)) {
        this.#since = options.clock.now();
        const { trouble } = options.monitor;
        const inTheWay = trouble && !trouble.over ? { trouble: trouble.is } : {};
        options.log.info({ connection, reason: reasonOf(standing), ...inTheWay }, 'connection');
      }
    });
  }

  get status(): CoreStatus {
    const { standing, trouble } = this.#options.monitor;
    return {
      connection: connectionOf(standing),
      reason: reasonOf(standing),
      since: this.#since,
      trouble,
      clockMinutesAhead: this.#options.serverClock.minutesAhead,
      storage: this.#options.outbox.problem,
      ...this.#count(),
    };
  }

  /** Tells the status if it has changed. To be called whenever something in the core has changed. */
  look(): void {
    if (this.#closed) return;
    const { status } = this;
    const text = JSON.stringify(status);
    if (text === this.#told) return;
    this.#told = text;
    this.#noteProblems(status);
    this.#logClock(status);
    this.#options.tell(status);
  }

  /** Since when something has been wrong that the status tells without a time. */
  get problemsSince(): ProblemTimes {
    return this.#problemsSince;
  }

  #noteProblems({ storage, clockMinutesAhead, backlogStopped }: CoreStatus) {
    const now = this.#options.clock.now();
    const from = (isSo: boolean, since: number | null) => (isSo ? (since ?? now) : null);
    const before = this.#problemsSince;
    this.#problemsSince = {
      storage: from(storage !== null, before.storage),
      clock: from(clockMinutesAhead !== null, before.clock),
      backlogStopped: from(backlogStopped, before.backlogStopped),
    };
  }

  #logClock({ clockMinutesAhead: minutesAhead }: CoreStatus) {
    if ((minutesAhead === null) === !this.#clockIsOff) return;
    this.#clockIsOff = minutesAhead !== null;
    const { log } = this.#options;
    if (this.#clockIsOff) log.warn({ minutesAhead }, "this device's clock differs from Confera's");
    else log.info("this device's clock is right again");
  }

  close(): void {
    this.#closed = true;
  }

  /** Counts the scans. If the disk can't be read, the counts stay as they were last seen. */
  #count(): Counts {
    const { outbox, unwritten, log } = this.#options;
    // These two are in memory, so whether anything waits is known whatever the disk does.
    const { backlogElsewhere: queuedElsewhere } = outbox;
    this.#counts = { ...this.#counts, queued: outbox.backlogSize + unwritten(), queuedElsewhere };
    try {
      this.#counts = {
        ...this.#counts,
        needsAttention: outbox.overview.countNeedingAttention(),
        backlogStopped: isBacklogStopped({ rejectedInARow: outbox.backlog.rejectedInARow() }),
      };
    } catch (error) {
      log.error({ err: error }, 'the outbox could not be counted');
    }
    return this.#counts;
  }
}
