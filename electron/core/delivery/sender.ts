import type { Outbox } from '../outbox/outbox.ts';
import type { ScanRow, Settlement } from '../outbox/scan-row.ts';
import type { Changes } from '../system/changes.ts';
import type { Clock } from '../system/clock.ts';
import type { Log } from '../system/log.ts';
import type { PendingWork } from '../system/pending-work.ts';
import { backoffMs, waitMs } from './backoff.ts';
import { endedAttempt } from './ended-attempt.ts';
import type { ConnectionMonitor } from './monitor.ts';
import type { Attempt, Requests } from './requests.ts';
import type { ScanTimes } from './scan-times.ts';

/** How the sending of a scan went. */
export type Sent = {
  /** The last attempt. */
  attempt: Attempt;
  /** Resolves once the end of that attempt is on disk, or the disk has refused it for the first time. */
  written: Promise<void>;
};

export type SendOptions = {
  /** Whether Confera had just answered `health`. */
  afterHealth?: boolean;
  /** Decides after the first attempt whether a second one follows. The row that it returns counts that one. */
  retry?: (first: Attempt) => Promise<{ row: ScanRow; timeoutMs: number } | null>;
};

export type SenderOptions = {
  requests: Requests;
  outbox: Outbox;
  monitor: ConnectionMonitor;
  times: ScanTimes;
  clock: Clock;
  random: () => number;
  log: Log;
  pendingWork: PendingWork;
  changes: Changes;
  /** Called once the end of an attempt is on disk, however late that is. */
  onWritten: (row: ScanRow, settlement: Settlement) => void;
};

/** Sends scans to Confera, and writes down in the outbox how each attempt ended. */
export class Sender {
  readonly #options: SenderOptions;
  #unwritten = 0;
  readonly #unwrittenRejections = new Set<ScanRow>();

  constructor(options: SenderOptions) {
    this.#options = options;
  }

  /**
   * How many people have been told their result while the disk still refuses to store it. The outbox
   * doesn't count them in its backlog.
   */
  get unwritten(): number {
    return this.#unwritten;
  }

  /**
   * How many different codes Confera has rejected while the disk still refuses to store that. The outbox doesn't count
   * them among the rejections in a row.
   */
  get unwrittenRejections(): number {
    return new Set([...this.#unwrittenRejections].map(({ code }) => code)).size;
  }

  /**
   * Sends a scan that the outbox has as `sending`, and writes down how the last attempt ended.
   *
   * Nobody has to wait while the disk refuses: the scan itself is on disk, its key makes a repetition harmless, and the
   * writing is tried again until it succeeds. It never rejects: a request that fails is an attempt, too.
   */
  async send(
    row: ScanRow,
    timeoutMs: number,
    { afterHealth = false, retry }: SendOptions = {},
  ): Promise<Sent> {
    const { requests } = this.#options;
    const first = await requests.attempt(row, timeoutMs);
    const again = retry ? await this.#again(row, () => retry(first)) : null;
    if (!again) return { attempt: first, written: this.#finish(row, first, afterHealth) };
    const second = await requests.attempt(again.row, again.timeoutMs);
    return { attempt: second, written: this.#finish(again.row, second, afterHealth) };
  }

  /**
   * Leaves a scan to the worker whose attempt was not made after all. It never rejects: if the disk refuses, it is
   * tried again later.
   */
  async postpone(row: ScanRow, tries = 1): Promise<void> {
    const { outbox, log, changes } = this.#options;
    try {
      await outbox.release([row]);
      changes.announce();
    } catch (error) {
      log.error({ scanId: row.scanId, err: error, tries }, 'could not give back a scan');
      this.#later('giving back a scan', tries, () => this.postpone(row, tries + 1));
    }
  }

  /** If a second attempt can't be prepared, the first one stands. */
  async #again<T>(row: ScanRow, retry: () => Promise<T>): Promise<T | null> {
    try {
      return await retry();
    } catch (error) {
      this.#options.log.error(
        { scanId: row.scanId, err: error },
        'a second attempt could not be made',
      );
      return null;
    }
  }

  /** Tells the monitor what an attempt says about the device, and writes down how it ended for the scan. */
  async #finish(row: ScanRow, attempt: Attempt, afterHealth: boolean): Promise<void> {
    const { requests, monitor } = this.#options;
    const { effect } = attempt.verdict;
    // Something on the way may choke on this one code. The failure then counts for the scan, and the next trial takes
    // another one. A request that never left this machine can't have made anything choke.
    const mayBeOwn = effect.kind === 'unreachable' && attempt.hasLeft;
    const isRowsOwn = mayBeOwn && row.failures > 0;
    const isFailure = effect.kind === 'server-trouble' || isRowsOwn || (mayBeOwn && afterHealth);
    const settlement = this.#settlementOf(row, attempt, isFailure);
    // A request that we cut short ourselves says nothing about the network.
    if (!requests.isClosing) {
      this.#logThrown(() => monitor.observe(effect, { kind: row.kind, rowId: row.id, isRowsOwn }));
    }
    await this.#write(row, settlement, 1);
  }

  async #write(row: ScanRow, settlement: Settlement, tries: number): Promise<void> {
    const { outbox, log, changes, onWritten } = this.#options;
    try {
      await outbox.settle(row, settlement);
    } catch (error) {
      log.error({ scanId: row.scanId, err: error, tries }, 'could not write down an answer');
      if (tries === 1 && !row.inBacklog) this.#unwritten += 1;
      if (settlement.state === 'rejected') this.#unwrittenRejections.add(row);
      this.#later('writing down an answer', tries, () => this.#write(row, settlement, tries + 1));
      return;
    }
    if (tries > 1 && !row.inBacklog) this.#unwritten -= 1;
    this.#unwrittenRejections.delete(row);
    changes.announce();
    this.#logThrown(() => onWritten(row, settlement));
  }

  /** Does again, after a while, what the disk has refused this often; not if the app is about to end. */
  #later(name: string, tries: number, work: () => Promise<void>) {
    const { requests, clock, random, pendingWork } = this.#options;
    if (requests.isClosing) return;
    clock.schedule(backoffMs(tries, random()), () => pendingWork.begin(name, work));
  }

  /** A listener may fail, but the end of the attempt must be written down all the same, and only once. */
  #logThrown(tell: () => void) {
    try {
      tell();
    } catch (error) {
      this.#options.log.error({ err: error }, 'a listener failed');
    }
  }

  #settlementOf(row: ScanRow, attempt: Attempt, isOwnFailure: boolean): Settlement {
    const { verdict, status, code, retryAfterMs } = attempt;
    const { monitor, times, clock, random } = this.#options;
    const { state, outcome, reason, ambiguous } = verdict;
    const at = times.now();
    const time = times.ofSent(row, attempt);
    const ended = endedAttempt(attempt, at);
    const settlement = {
      state,
      outcome,
      reason,
      ambiguous,
      status,
      code,
      at,
      time,
      attempt: ended,
    };
    if (!isOwnFailure) {
      return { ...settlement, failures: row.failures, notBefore: 0 };
    }
    const failures = row.failures + 1;
    // If it is not among the troubled rows, Confera has answered another scan since this one last failed.
    const alone = !monitor.standing.troubledRows.includes(row.id);
    const wait = waitMs(retryAfterMs, backoffMs(failures, random(), { alone }));
    return { ...settlement, failures, notBefore: Math.ceil(clock.monotonic() + wait) };
  }
}
