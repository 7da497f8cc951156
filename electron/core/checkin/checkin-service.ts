import { randomUUID } from 'node:crypto';
import { v7 as timeOrderedUuid } from 'uuid';
import type { Kind, ScanResult } from '../../../shared/scan/outcome.ts';
import { type Affixes, type Mode, parseCode } from '../../../shared/scan/parse-code.ts';
import { backoffMs, waitMs } from '../delivery/backoff.ts';
import type { Effect } from '../delivery/classify-answer.ts';
import type { ConnectionMonitor } from '../delivery/monitor.ts';
import type { ScanTimes } from '../delivery/scan-times.ts';
import type { Attempt, Sender } from '../delivery/sender.ts';
import type { ServerClock } from '../delivery/server-clock.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { NewScan, ScanRow } from '../outbox/scan-row.ts';
import { storageReason } from '../outbox/storage-problem.ts';
import type { Clock } from '../system/clock.ts';
import type { Log } from '../system/log.ts';
import type { PendingWork } from '../system/pending-work.ts';
import { Debounce } from './debounce.ts';
import { answerFromEarlier } from './earlier-scan.ts';

/** Of a person's wait the first attempt gets at most this part, so that a second one has a chance. */
const FIRST_ATTEMPT_SHARE = 5 / 8;

/** So much of it is left for the disk after the last attempt, so that its end is written down before it is told. */
const WRITING_SHARE = 1 / 16;

/** With less of it left than this part an attempt would only be cut short: the scan is left to the worker. */
const LEAST_SHARE = 1 / 8;

export type CheckinServiceOptions = {
  settings: {
    mode: Mode;
    location: string | null;
    debounceMs: number;
    /** The person's whole wait for Confera, milliseconds. */
    timeoutMs: number;
    scannerPrefix: string;
    scannerSuffix: string;
  };
  outbox: Outbox;
  monitor: ConnectionMonitor;
  sender: Sender;
  serverClock: ServerClock;
  times: ScanTimes;
  clock: Clock;
  random: () => number;
  log: Log;
  pendingWork: PendingWork;
  /** There may be something to do for the worker. */
  wakeSync: () => void;
};

/** What a scanner read. */
export type RawScan = {
  raw: string;
  /** `stdin`, `camera`, `wedge` … */
  source: string;
  /** When it was read. Default: now. */
  at?: { now: number; monotonic: number };
};

/** Takes scans: each is on disk before its answer, and answered within the person's wait. */
export class CheckinService {
  readonly #options: CheckinServiceOptions;
  readonly #debounce: Debounce;
  #peopleWaiting = 0;
  /** How many writes are late, by the scan. */
  readonly #late = new Map<string, number>();

  constructor(options: CheckinServiceOptions) {
    this.#options = options;
    this.#debounce = new Debounce(options.settings.debounceMs);
  }

  /** How many scans are on their way to Confera with a person waiting for the answer. */
  get peopleWaiting(): number {
    return this.#peopleWaiting;
  }

  /** Scans told to their people whose end a slow disk is still writing, and which the outbox doesn't count in its backlog. */
  get unwritten(): number {
    return this.#late.size;
  }

  /**
   * Checks one scan in and says what to tell the person: within their wait, or as soon as a disk that is slower than that
   * has taken the scan. Never rejects.
   */
  async scan({ raw, source, at }: RawScan): Promise<ScanResult> {
    const { settings, clock, log } = this.#options;
    const deadline = clock.monotonic() + settings.timeoutMs;
    const readAt = at ?? { now: clock.now(), monotonic: clock.monotonic() };

    const parsed = parseCode(raw, settings.mode, addedBy(source, settings));
    if (!parsed.ok) return withoutRow('unreadable', parsed.reason);
    if (this.#debounce.isRepeat(parsed.code, readAt.monotonic))
      return withoutRow('ignored', 'repeat');

    try {
      return await this.#take(parsed, { source, at: readAt, deadline });
    } catch (error) {
      // The scan was not taken: showing the badge again must not be called a repeat.
      this.#debounce.forget(parsed.code);
      log.error({ err: error }, 'a scan could not be stored');
      return { ...withoutRow('not-saved', storageReason(error)), kind: parsed.kind };
    }
  }

  async #take(
    { code, kind }: { code: string; kind: Kind },
    {
      source,
      at,
      deadline,
    }: { source: string; at: { now: number; monotonic: number }; deadline: number },
  ): Promise<ScanResult> {
    const { settings, times, monitor, outbox, sender, pendingWork, log, wakeSync } = this.#options;
    const timed = times.ofNew(at);
    const scan: NewScan = {
      // In the order of time: among a million rows the index is appended to, not written all over.
      scanId: timeOrderedUuid({ msecs: timed.scannedAt }),
      idempotencyKey: randomUUID(),
      kind,
      code,
      location: settings.location,
      source,
      ...timed,
    };
    const known = this.#answerLocally(scan);
    if (known?.scanId) return { kind, day: dayOf(scan), ...known, name: null };

    const general = monitor.answerWithoutAsking(kind);
    const unasked = known
      ? { outcome: known.outcome, reason: known.reason ?? general?.reason ?? null }
      : general;
    const told = unasked?.outcome ?? null;
    const row = await outbox.accept(scan, { sending: !unasked, told });
    if (unasked) wakeSync();
    const answer = unasked
      ? { ...unasked, name: null, day: dayOf(row) }
      : await this.#sendNow(row, deadline).catch((error: unknown) => {
          // It is on disk: whatever went wrong with the sending, it must not be told as not taken.
          log.error({ scanId: row.scanId, err: error }, 'a scan could not be sent');
          pendingWork.begin('leaving a scan to the worker', () => sender.postpone(row));
          return { outcome: 'queued', reason: null, name: null, day: dayOf(row) } as const;
        });
    return { kind, scanId: row.scanId, ...answer };
  }

  /**
   * While Confera is out of reach, a repeat is answered by what this device knows; not where the kind is refused, too,
   * since everybody is sent to staff then.
   */
  #answerLocally(scan: NewScan) {
    const { monitor, outbox, times } = this.#options;
    const { offline, blocked } = monitor.standing;
    if (!offline || blocked[scan.kind]) return null;
    // The day of an earlier one may be known better by now than it was written down.
    const earlier = outbox.findEarlier(scan);
    return answerFromEarlier(earlier.filter((each) => times.of(each).venueDay === scan.venueDay));
  }

  async #sendNow(accepted: ScanRow, deadline: number) {
    const { settings, sender, monitor, clock, wakeSync } = this.#options;
    this.#peopleWaiting += 1;
    try {
      const isTooLate = deadline - clock.monotonic() < settings.timeoutMs * LEAST_SHARE;
      const row = isTooLate ? null : await this.#withItsTime(accepted, deadline);
      if (!row) {
        await this.#endsBy(deadline, accepted, sender.postpone(accepted));
        const reason = monitor.answerWithoutAsking(accepted.kind)?.reason ?? null;
        return { outcome: 'queued', reason, name: null, day: dayOf(accepted) } as const;
      }
      const attempt = await this.#attemptWithinWait(row, deadline);
      await this.#endsBy(deadline, row, sender.settle(attempt.row, attempt.last));
      const { outcome, reason } = attempt.last.verdict;
      return { outcome, reason, name: attempt.last.name, day: dayOf(row) };
    } finally {
      this.#peopleWaiting -= 1;
      wakeSync();
    }
  }

  /**
   * Confera is asked for the time where it isn't known and the scan carries a day: this device's clock may be a day
   * behind.
   *
   * @returns null where the day can't be known now, so that the scan has to wait
   */
  async #withItsTime(row: ScanRow, deadline: number): Promise<ScanRow | null> {
    const { serverClock, times, monitor, log } = this.#options;
    if (row.kind === 'attendance' && row.untimed && serverClock.state === 'unknown') {
      const effect = await this.#askTime(deadline);
      if (effect.kind === 'unreachable' || effect.kind === 'rate-limited') {
        monitor.observe(effect, { kind: null, rowId: null });
        return null;
      }
    }
    const settled = times.set(row).catch((error: unknown) => {
      log.error({ scanId: row.scanId, err: error }, 'could not write down when a scan was made');
      return null;
    });
    return (await this.#endsBy(deadline, row, settled)) ? settled : null;
  }

  /** Any answer of Confera's tells the time. As with a scan, a second try follows where the first one had no answer. */
  async #askTime(deadline: number): Promise<Effect> {
    const { settings, sender, clock, random } = this.#options;
    const first = await sender.askTime(settings.timeoutMs * FIRST_ATTEMPT_SHARE);
    if (first.kind !== 'unreachable' || sender.isClosing) return first;
    const pause = backoffMs(1, random());
    if (pause > (deadline - clock.monotonic()) / 2) return first;
    await new Promise<void>((resolve) => clock.schedule(pause, resolve));
    return sender.askTime(deadline - clock.monotonic());
  }

  /** One attempt, and a second where the first one's failure may pass and there is time. */
  async #attemptWithinWait(
    row: ScanRow,
    deadline: number,
  ): Promise<{ row: ScanRow; last: Attempt }> {
    const { settings, sender, outbox, clock, random, log } = this.#options;
    const share = settings.timeoutMs * FIRST_ATTEMPT_SHARE;
    const first = await sender.attempt(row, Math.min(share, deadline - clock.monotonic()));
    if (!first.verdict.worthRetrying || sender.isClosing) return { row, last: first };

    const left = deadline - clock.monotonic();
    const pause = waitMs(first.retryAfterMs, backoffMs(1, random()));
    if (pause > left / 2) return { row, last: first };
    await new Promise<void>((resolve) => clock.schedule(pause, resolve));
    // An attempt that can't be counted, or not in time, isn't made.
    const counted = outbox.countAttempt(row, first.verdict.ambiguous).catch((error: unknown) => {
      log.error({ scanId: row.scanId, err: error }, 'could not write down a second attempt');
      return null;
    });
    const again = (await this.#endsBy(deadline, row, counted)) ? await counted : null;
    if (!again) return { row, last: first };
    const writing = settings.timeoutMs * WRITING_SHARE;
    const rest = Math.max(1, deadline - writing - clock.monotonic());
    return { row: again, last: await sender.attempt(again, rest) };
  }

  /**
   * Waits for what is being written, but not beyond the person's wait: it goes on by itself then.
   *
   * @param writing never rejects
   * @returns whether it was written in time
   */
  async #endsBy(
    deadline: number,
    { scanId }: ScanRow,
    writing: Promise<unknown>,
  ): Promise<boolean> {
    const { clock, pendingWork, wakeSync } = this.#options;
    let cancel = () => {};
    const isLate = new Promise<boolean>((resolve) => {
      cancel = clock.schedule(Math.max(0, deadline - clock.monotonic()), () => resolve(true));
    });
    const isWritten = pendingWork.track(writing).then(() => false);
    const late = await Promise.race([isWritten, isLate]);
    cancel();
    if (!late) return true;
    this.#countLate(scanId, 1);
    void isWritten.finally(() => {
      this.#countLate(scanId, -1);
      wakeSync();
    });
    return false;
  }

  #countLate(scanId: string, more: 1 | -1) {
    const count = (this.#late.get(scanId) ?? 0) + more;
    if (count > 0) this.#late.set(scanId, count);
    else this.#late.delete(scanId);
  }
}

function dayOf({ kind, venueDay }: Pick<NewScan, 'kind' | 'venueDay'>): string | null {
  return kind === 'attendance' ? venueDay : null;
}

/** What scanners put around a code; null for the camera and for a person, who put nothing there. */
function addedBy(source: string, settings: CheckinServiceOptions['settings']): Affixes | null {
  if (source === 'camera' || source === 'typed') return null;
  return { prefix: settings.scannerPrefix, suffix: settings.scannerSuffix };
}

function withoutRow(
  outcome: 'unreadable' | 'ignored' | 'not-saved',
  reason: NonNullable<ScanResult['reason']>,
): ScanResult {
  return { scanId: null, outcome, kind: null, day: null, reason, name: null };
}
