import { randomUUID } from 'node:crypto';
import { v7 as timeOrderedUuid } from 'uuid';
import type { Kind, ScanResult } from '../../../shared/scan/outcome.ts';
import { type Affixes, type Mode, parseCode } from '../../../shared/scan/parse-code.ts';
import type { DeliveryParts } from '../delivery/delivery-parts.ts';
import type { NewScan, ScanRow } from '../outbox/scan-row.ts';
import { storageReason } from '../outbox/storage-problem.ts';
import { Debounce } from './debounce.ts';
import { toldFromEarlier } from './earlier-scan.ts';
import type { ImmediateSender } from './immediate-sender.ts';

export type CheckinServiceOptions = DeliveryParts & {
  settings: {
    mode: Mode;
    location: string | null;
    debounceMs: number;
    /** A person's whole wait for Confera, milliseconds. */
    timeoutMs: number;
    scannerPrefix: string;
    scannerSuffix: string;
  };
  immediateSender: ImmediateSender;
};

/** What a scanner read. */
export type RawScan = {
  raw: string;
  /** `stdin`, `camera`, `wedge` … */
  source: string;
  /** When it was read. By default, now. */
  at?: ReadAt;
};

type ReadAt = { now: number; monotonic: number };

/** What a person is told about a scan that may be sent. */
type Told = Pick<ScanResult, 'outcome' | 'reason' | 'name' | 'day'>;

/** Takes scans. Each is on disk before its person is told anything, and is answered within the person's wait. */
export class CheckinService {
  readonly #options: CheckinServiceOptions;
  readonly #debounce: Debounce;

  constructor(options: CheckinServiceOptions) {
    this.#options = options;
    this.#debounce = new Debounce(options.settings.debounceMs);
  }

  /**
   * Checks one scan in and says what to tell the person.
   *
   * It answers within the person's wait, or, if the disk is slower than that, as soon as the disk has taken the scan.
   * It never rejects.
   */
  async scan({ raw, source, at }: RawScan): Promise<ScanResult> {
    const { settings, clock, log } = this.#options;
    const deadline = clock.monotonic() + settings.timeoutMs;
    const readAt = at ?? { now: clock.now(), monotonic: clock.monotonic() };

    const parsed = parseCode(raw, settings.mode, addedBy(source, settings));
    if (!parsed.ok) return withoutRow('unreadable', parsed.reason);
    const { code, kind } = parsed;
    if (!this.#debounce.take(code, readAt.monotonic)) return withoutRow('ignored', 'repeat');

    try {
      return await this.#take(this.#newScan({ code, kind, source }, readAt), deadline);
    } catch (error) {
      // The scan was not taken, so showing the badge again must not count as a repeat.
      this.#debounce.forget(code);
      log.error({ err: error }, 'a scan could not be stored');
      return { ...withoutRow('not-saved', storageReason(error)), kind };
    }
  }

  #newScan(read: { code: string; kind: Kind; source: string }, at: ReadAt): NewScan {
    const { settings, times } = this.#options;
    const timed = times.ofNew(at);
    return {
      // Ids that grow with time are appended to the index; random ones would be written all over it.
      scanId: timeOrderedUuid({ msecs: timed.scannedAt }),
      idempotencyKey: randomUUID(),
      location: settings.location,
      ...read,
      ...timed,
    };
  }

  /** @throws StorageError, and then the scan was not taken */
  async #take(scan: NewScan, deadline: number): Promise<ScanResult> {
    const { monitor, outbox, changes } = this.#options;
    const { kind } = scan;
    const known = this.#toldFromEarlier(scan);
    if (known?.scanId) return { kind, day: dayOf(scan), ...known, name: null, first: null };

    const general = monitor.toldWithoutAsking(kind);
    const unasked = known
      ? { outcome: known.outcome, reason: known.reason ?? general?.reason ?? null }
      : general;
    const told = unasked?.outcome ?? null;
    const row = await outbox.accept(scan, { sending: !unasked, told });
    if (!unasked)
      return { kind, scanId: row.scanId, ...(await this.#send(row, deadline)), first: null };
    changes.announce();
    return { kind, scanId: row.scanId, ...unasked, name: null, day: dayOf(row), first: null };
  }

  /**
   * While Confera is out of reach, this device answers a repeat from what it knows itself. It doesn't while the kind is
   * refused as well, because then everybody is sent to staff.
   */
  #toldFromEarlier(scan: NewScan) {
    const { monitor, outbox, times } = this.#options;
    const { offline, blocked } = monitor.standing;
    if (!offline || blocked[scan.kind]) return null;
    // The day of an earlier scan may be known better by now than when it was written down.
    const earlier = outbox.findEarlier(scan);
    return toldFromEarlier(earlier.filter((each) => times.of(each).venueDay === scan.venueDay));
  }

  async #send(row: ScanRow, deadline: number): Promise<Told> {
    const { immediateSender, sender, monitor, pendingWork, log } = this.#options;
    try {
      const sent = await immediateSender.send({ row, deadline });
      if (!sent) {
        const reason = monitor.toldWithoutAsking(row.kind)?.reason ?? null;
        return { outcome: 'queued', reason, name: null, day: dayOf(row) };
      }
      const { verdict, name } = sent.attempt;
      return { outcome: verdict.outcome, reason: verdict.reason, name, day: dayOf(sent.row) };
    } catch (error) {
      // The scan is on disk. Whatever went wrong with the sending, its person must not be told that it wasn't taken.
      log.error({ scanId: row.scanId, err: error }, 'a scan could not be sent');
      pendingWork.begin('leaving a scan to the worker', () => sender.postpone(row));
      return { outcome: 'queued', reason: null, name: null, day: dayOf(row) };
    }
  }
}

/** The day that Confera is told; a badge has none. */
function dayOf({ kind, venueDay }: Pick<NewScan, 'kind' | 'venueDay'>): string | null {
  return kind === 'attendance' ? venueDay : null;
}

/** What scanners put around a code. The camera and a person who types put nothing there. */
function addedBy(source: string, settings: CheckinServiceOptions['settings']): Affixes | null {
  if (source === 'camera' || source === 'typed') return null;
  return { prefix: settings.scannerPrefix, suffix: settings.scannerSuffix };
}

function withoutRow(
  outcome: 'unreadable' | 'ignored' | 'not-saved',
  reason: NonNullable<ScanResult['reason']>,
): ScanResult {
  return { scanId: null, outcome, kind: null, day: null, reason, name: null, first: null };
}
