import { backoffMs, waitMs } from '../delivery/backoff.ts';
import type { Effect } from '../delivery/classify-answer.ts';
import type { DeliveryParts } from '../delivery/delivery-parts.ts';
import { endedAttempt } from '../delivery/ended-attempt.ts';
import type { Attempt } from '../delivery/requests.ts';
import type { ScanRow } from '../outbox/scan-row.ts';

/** The first attempt gets at most this part of a person's wait, so that a second one has a chance. */
const FIRST_ATTEMPT_SHARE = 5 / 8;

/**
 * This part of the wait is left for the disk after the last attempt, so that the result is on disk before the
 * person is told.
 */
const WRITING_SHARE = 1 / 16;

/** If less than this part of the wait is left, an attempt would only be cut short, so the worker sends the scan. */
const LEAST_SHARE = 1 / 8;

/** A scan that is on disk and that nobody has tried to send yet. */
export type AcceptedScan = {
  row: ScanRow;
  /** When its person must have been answered, monotonic milliseconds. */
  deadline: number;
};

export type ImmediateSenderOptions = DeliveryParts & {
  settings: {
    /** A person's whole wait for Confera, milliseconds. */
    timeoutMs: number;
  };
};

/**
 * Sends a scan while its person stands at the kiosk and waits.
 *
 * It makes up to two attempts within the person's wait. If a slow disk is still writing after that, nobody waits for
 * it.
 */
export class ImmediateSender {
  readonly #options: ImmediateSenderOptions;
  #peopleWaiting = 0;
  /** How many writes of a scan are late, by its id. */
  readonly #lateWrites = new Map<string, number>();

  constructor(options: ImmediateSenderOptions) {
    this.#options = options;
  }

  /** How many scans are on their way to Confera while a person waits for the answer. */
  get peopleWaiting(): number {
    return this.#peopleWaiting;
  }

  /**
   * How many people have been told their result while a slow disk is still writing it. The outbox doesn't
   * count them in its backlog.
   */
  get unwritten(): number {
    return this.#lateWrites.size;
  }

  /**
   * Sends the scan, or leaves it to the worker if that can't be done in time.
   *
   * @returns the last attempt with the row that was sent, or null if none was made
   * @throws only on a bug of ours: the scan is on disk, and the caller leaves it to the worker
   */
  async send({
    row: accepted,
    deadline,
  }: AcceptedScan): Promise<{ row: ScanRow; attempt: Attempt } | null> {
    const { settings, sender, clock, changes } = this.#options;
    this.#peopleWaiting += 1;
    try {
      const isTooLate = this.#left(deadline) < settings.timeoutMs * LEAST_SHARE;
      const row = isTooLate ? null : await this.#withItsTime({ row: accepted, deadline });
      if (!row) {
        await this.#inTime(deadline, accepted, sender.postpone(accepted));
        return null;
      }
      const share = settings.timeoutMs * FIRST_ATTEMPT_SHARE;
      const timeoutMs = Math.min(share, deadline - clock.monotonic());
      const { attempt, written } = await sender.send(row, timeoutMs, {
        retry: (first) => this.#prepareSecond(first, { row, deadline }),
      });
      await this.#inTime(deadline, row, written);
      return { row, attempt };
    } finally {
      this.#peopleWaiting -= 1;
      changes.announce();
    }
  }

  /**
   * Corrects the scan's time before it is sent. If Confera's time isn't known and the scan carries a day, Confera is
   * asked for it first, because this device's clock may be a day behind.
   *
   * @returns null if the day can't be known now, so that the scan has to wait
   */
  async #withItsTime({ row, deadline }: AcceptedScan): Promise<ScanRow | null> {
    const { serverClock, times, monitor, log } = this.#options;
    if (row.kind === 'attendance' && row.untimed && serverClock.state === 'unknown') {
      const effect = await this.#askTime(deadline);
      if (effect.kind === 'unreachable' || effect.kind === 'rate-limited') {
        monitor.observe(effect, { kind: null, rowId: null });
        return null;
      }
    }
    const timed = times.set(row).catch((error: unknown) => {
      log.error({ scanId: row.scanId, err: error }, 'could not write down when a scan was made');
      return null;
    });
    return (await this.#inTime(deadline, row, timed)) ? timed : null;
  }

  /**
   * Asks for the time, which every answer of Confera's carries. As with a scan, a second try follows if the first
   * had no answer.
   */
  async #askTime(deadline: number): Promise<Effect> {
    const { settings, requests, random } = this.#options;
    const first = await requests.askTime(settings.timeoutMs * FIRST_ATTEMPT_SHARE);
    if (first.kind !== 'unreachable' || requests.isClosing) return first;
    const isPaused = await this.#pause(backoffMs(1, random()), deadline);
    return isPaused ? requests.askTime(this.#left(deadline)) : first;
  }

  /**
   * Counts a second attempt if the first one's failure may be temporary and there is time; null if none is to be made.
   */
  async #prepareSecond(
    first: Attempt,
    { row, deadline }: AcceptedScan,
  ): Promise<{ row: ScanRow; timeoutMs: number } | null> {
    const { settings, requests, outbox, times, random } = this.#options;
    if (!first.verdict.worthRetrying || requests.isClosing) return null;
    const ended = endedAttempt(first, times.now());
    const pause = waitMs(first.retryAfterMs, backoffMs(1, random()));
    if (!(await this.#pause(pause, deadline))) return null;

    // An attempt that can't be counted in time isn't made.
    const counted = outbox.countAttempt(row, first.verdict.ambiguous, ended);
    if (!(await this.#inTime(deadline, row, counted))) return null;
    const writing = settings.timeoutMs * WRITING_SHARE;
    return { row: await counted, timeoutMs: Math.max(1, this.#left(deadline) - writing) };
  }

  /** Waits before a second try, unless that would take more than half of what is left of the person's wait. */
  async #pause(ms: number, deadline: number): Promise<boolean> {
    if (ms > this.#left(deadline) / 2) return false;
    await new Promise<void>((resolve) => this.#options.clock.schedule(ms, resolve));
    return true;
  }

  #left(deadline: number): number {
    return deadline - this.#options.clock.monotonic();
  }

  /**
   * Waits for what is being written, but not beyond the person's wait. A write that takes longer goes on in the
   * background, and counts as late until it has ended.
   *
   * @returns whether it was written in time
   * @throws what the writing throws in time; what it throws later is logged
   */
  async #inTime(deadline: number, { scanId }: ScanRow, writing: Promise<unknown>) {
    const { clock, pendingWork, changes } = this.#options;
    let cancel = () => {};
    const isLate = new Promise<boolean>((resolve) => {
      cancel = clock.schedule(Math.max(0, this.#left(deadline)), () => resolve(true));
    });
    const isWritten = pendingWork.track(writing).then(() => false);
    const late = await Promise.race([isWritten, isLate]).finally(cancel);
    if (!late) return true;
    this.#countLate(scanId, 1);
    pendingWork.begin('a late write', async () => {
      try {
        await isWritten;
      } finally {
        this.#countLate(scanId, -1);
        changes.announce();
      }
    });
    return false;
  }

  #countLate(scanId: string, more: 1 | -1) {
    const count = (this.#lateWrites.get(scanId) ?? 0) + more;
    if (count > 0) this.#lateWrites.set(scanId, count);
    else this.#lateWrites.delete(scanId);
  }
}
