import { randomUUID } from 'node:crypto';
import { v7 as timeOrderedUuid } from 'uuid';
import type { Kind, ScanResult } from '../../shared/outcome.ts';
import { type Affixes, type Mode, parseCode } from '../../shared/parse-code.ts';
import { backoffMs, waitMs } from '../backoff.ts';
import type { Clock } from '../clock.ts';
import type { ConnectionMonitor } from '../connection/monitor.ts';
import type { Log } from '../log.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { NewScan, ScanRow } from '../outbox/scan-row.ts';
import { storageReason } from '../outbox/storage-problem.ts';
import { Debounce } from './debounce.ts';
import { answerFromEarlier } from './earlier-scan.ts';
import type { Attempt, Sender } from './sender.ts';
import { venueDay } from './venue-day.ts';

/** Of a person's wait the first attempt gets at most this part, so that a second one has a chance. */
const FIRST_ATTEMPT_SHARE = 5 / 8;

export type CheckinServiceOptions = {
  settings: {
    mode: Mode;
    location: string | null;
    timeZone: string;
    debounceMs: number;
    /** The person's whole wait for Confera, milliseconds. */
    timeoutMs: number;
    scannerPrefix: string;
    scannerSuffix: string;
  };
  outbox: Outbox;
  monitor: ConnectionMonitor;
  sender: Sender;
  clock: Clock;
  random: () => number;
  log: Log;
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

  constructor(options: CheckinServiceOptions) {
    this.#options = options;
    this.#debounce = new Debounce(options.settings.debounceMs);
  }

  /** How many scans are on their way to Confera with a person waiting for the answer. */
  get peopleWaiting(): number {
    return this.#peopleWaiting;
  }

  /** Checks one scan in and says what to tell the person. Never rejects. */
  async scan({ raw, source, at }: RawScan): Promise<ScanResult> {
    const { settings, clock, log } = this.#options;
    const readAt = at ?? { now: clock.now(), monotonic: clock.monotonic() };

    const parsed = parseCode(raw, settings.mode, affixesOf(source, settings));
    if (!parsed.ok) return withoutRow('unreadable', parsed.reason);
    if (this.#debounce.isRepeat(parsed.code, readAt.monotonic))
      return withoutRow('ignored', 'repeat');

    try {
      return await this.#take(parsed, source, readAt);
    } catch (error) {
      // The scan was not taken: showing the badge again must not be called a repeat.
      this.#debounce.forget(parsed.code);
      log.error({ err: error }, 'a scan could not be stored');
      return { ...withoutRow('not-saved', storageReason(error)), kind: parsed.kind };
    }
  }

  async #take(
    { code, kind }: { code: string; kind: Kind },
    source: string,
    at: { now: number },
  ): Promise<ScanResult> {
    const { settings, monitor, outbox, wakeSync } = this.#options;
    const scan: NewScan = {
      // In the order of time: among a million rows the index is appended to, not written all over.
      scanId: timeOrderedUuid({ msecs: at.now }),
      idempotencyKey: randomUUID(),
      kind,
      code,
      location: settings.location,
      venueDay: venueDay(at.now, settings.timeZone),
      source,
      scannedAt: at.now,
    };
    const result = { kind, day: kind === 'attendance' ? scan.venueDay : null };
    const known = this.#answerLocally(scan);
    if (known) return { ...result, ...known, name: null };

    const unasked = monitor.answerUnasked(kind);
    const row = await outbox.accept(scan, { sending: !unasked });
    if (unasked) wakeSync();
    const answer = unasked ? { ...unasked, name: null } : await this.#sendNow(row);
    return { ...result, scanId: row.scanId, ...answer };
  }

  /**
   * While Confera is out of reach, a repeat is answered by what this device knows; not where the kind is refused, too:
   * who was just sent to staff isn't welcomed on the second try.
   */
  #answerLocally(scan: NewScan) {
    const { monitor, outbox } = this.#options;
    const { offline, blocked } = monitor.standing;
    return offline && !blocked[scan.kind] ? answerFromEarlier(outbox.findEarlier(scan)) : null;
  }

  async #sendNow(row: ScanRow) {
    const { sender, wakeSync } = this.#options;
    this.#peopleWaiting += 1;
    try {
      const attempt = await this.#attemptWithinWait(row);
      await sender.settle(attempt.row, attempt.last);
      const { outcome, reason } = attempt.last.verdict;
      return { outcome, reason, name: attempt.last.name };
    } finally {
      this.#peopleWaiting -= 1;
      wakeSync();
    }
  }

  /** One attempt, and a second where the first one's failure may pass and there is time. */
  async #attemptWithinWait(row: ScanRow): Promise<{ row: ScanRow; last: Attempt }> {
    const { settings, sender, outbox, clock, random, log } = this.#options;
    const deadline = clock.monotonic() + settings.timeoutMs;
    const first = await sender.attempt(row, settings.timeoutMs * FIRST_ATTEMPT_SHARE);
    if (!first.verdict.worthRetrying || sender.isClosing) return { row, last: first };

    const left = deadline - clock.monotonic();
    const pause = waitMs(first.retryAfterMs, backoffMs(1, random()));
    if (pause > left / 2) return { row, last: first };
    await new Promise<void>((resolve) => clock.schedule(pause, resolve));
    let again: ScanRow;
    try {
      again = await outbox.countAttempt(row, first.verdict.ambiguous);
    } catch (error) {
      // An attempt that can't be counted isn't made.
      log.error({ scanId: row.scanId, err: error }, 'could not write down a second attempt');
      return { row, last: first };
    }
    return { row: again, last: await sender.attempt(again, deadline - clock.monotonic()) };
  }
}

/** A camera and a person put nothing around a code. */
function affixesOf(source: string, settings: CheckinServiceOptions['settings']): Affixes {
  const isScanner = source !== 'camera' && source !== 'typed';
  const { scannerPrefix: prefix, scannerSuffix: suffix } = settings;
  return isScanner ? { prefix, suffix } : { prefix: '', suffix: '' };
}

function withoutRow(
  outcome: 'unreadable' | 'ignored' | 'not-saved',
  reason: NonNullable<ScanResult['reason']>,
): ScanResult {
  return { scanId: null, outcome, kind: null, day: null, reason, name: null };
}
