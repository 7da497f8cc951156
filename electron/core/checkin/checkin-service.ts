import { randomUUID } from 'node:crypto';
import { v7 as timeOrderedUuid } from 'uuid';
import type { FirstScan, Kind, ScanResult } from '../../../shared/scan/outcome.ts';
import { type Mode, parseCode } from '../../../shared/scan/parse-code.ts';
import type { SecondScan } from '../../../shared/settings/settings.ts';
import type { DeliveryParts } from '../delivery/delivery-parts.ts';
import { JUST_NOW_MS } from '../hub/told-from-venue.ts';
import type { NewClaim } from '../outbox/claim-row.ts';
import type { NewScan, ScanRow } from '../outbox/scan-row.ts';
import { storageReason } from '../outbox/storage-problem.ts';
import type { ToldElsewhere, Venue } from '../venue/venue.ts';
import { addedBy, type ScannerAffixes } from './added-by.ts';
import { Debounce } from './debounce.ts';
import { isWelcome, toldFromEarlier } from './earlier-scan.ts';
import type { ImmediateSender } from './immediate-sender.ts';
import { PassBack } from './pass-back.ts';

export type CheckinServiceOptions = DeliveryParts & {
  settings: ScannerAffixes & {
    mode: Mode;
    location: string | null;
    debounceMs: number;
    /** A person's whole wait for Confera, milliseconds. */
    timeoutMs: number;
    secondScan: SecondScan;
    /** How long after a scan staff ask whether the same badge is the same person's, seconds; 0 for never. */
    passBackSeconds: number;
  };
  immediateSender: ImmediateSender;
  /** What the other gates know; null for a device that is alone. */
  venue: Venue | null;
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
  readonly #passBack: PassBack;

  constructor(options: CheckinServiceOptions) {
    this.#options = options;
    const { debounceMs, passBackSeconds } = options.settings;
    this.#debounce = new Debounce(debounceMs);
    this.#passBack = new PassBack({ withinMs: passBackSeconds * 1000, heldMs: debounceMs });
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
    const isHeld = this.#passBack.read(code, readAt.monotonic);
    if (!this.#debounce.take(code, readAt.monotonic)) return withoutRow('ignored', 'repeat');

    try {
      const scan = this.#newScan({ code, kind, source }, readAt);
      const told = await this.#take(scan, deadline);
      return { ...told, passBack: isHeld ? null : this.#askAbout(scan, told) };
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
  async #take(scan: NewScan, deadline: number): Promise<Omit<ScanResult, 'passBack'>> {
    const { monitor, outbox, changes, venue } = this.#options;
    const { kind } = scan;
    const known = this.#toldFromEarlier(scan);
    if (known?.scanId) {
      const { scanId, ...rest } = known;
      const told = this.#told(scan, { ...rest, name: null, day: dayOf(scan) });
      this.#countRepeat(scan, told.outcome);
      return { kind, scanId, ...told };
    }

    const general = monitor.toldWithoutAsking(kind);
    // Whoever was sent to staff because of another gate hears that again.
    const before = known?.reason === null ? (venue?.firstOf(scan) ?? null) : null;
    const because = known?.reason ?? (before ? 'elsewhere' : null) ?? general?.reason ?? null;
    const unasked = known ? { outcome: known.outcome, reason: because } : general;
    const claim = venue?.claimOf(scan, { isQueued: unasked?.outcome === 'queued' }) ?? null;
    const row = await outbox.accept(scan, {
      sending: !unasked,
      told: unasked?.outcome ?? null,
      claim,
    });
    if (unasked) changes.announce();
    const told = unasked
      ? { ...unasked, name: null, day: dayOf(row) }
      : await this.#send(row, deadline);
    const elsewhere = claim && told.outcome === 'queued' ? await this.#askVenue(row, claim) : null;
    return {
      kind,
      scanId: row.scanId,
      ...(elsewhere ? { ...told, ...elsewhere } : this.#told(scan, told)),
      ...(before && { first: before }),
    };
  }

  /** Counts a scan that has no row. Nobody waits for it, and if the disk refuses, the person's answer is still true. */
  #countRepeat({ kind, scannedAt: at, venueDay }: NewScan, answer: ScanResult['outcome']) {
    const { outbox, pendingWork } = this.#options;
    pendingWork.begin('counting a badge that was scanned again', () =>
      outbox.tallies.noteRepeat({ at, venueDay, kind, answer }),
    );
  }

  /** Asks the other gates about a scan that Confera can't be asked about. */
  async #askVenue(row: ScanRow, claim: NewClaim): Promise<ToldElsewhere | null> {
    const { venue, log } = this.#options;
    try {
      return (await venue?.ask(row, claim)) ?? null;
    } catch (error) {
      // The scan is on disk, so its person is told what this device alone would tell.
      log.error({ scanId: row.scanId, err: error }, 'the venue could not be asked about a scan');
      return null;
    }
  }

  /** What a person is told in the end: where a badge was scanned before, the organiser decides. */
  #told(scan: NewScan, told: Told): Told & Pick<ScanResult, 'first'> {
    if (told.outcome !== 'already-checked-in') return { ...told, first: null };
    const { clock, settings } = this.#options;
    const first = this.#firstOf(scan);
    const isJustNow = first !== null && clock.now() - first.at < JUST_NOW_MS;
    const isForStaff = settings.secondScan === 'staff' && !isJustNow;
    return { ...told, outcome: isForStaff ? 'attention' : told.outcome, first };
  }

  /** The scan by which somebody went in before, here or at another gate; null if this device doesn't know of it. */
  #firstOf(scan: NewScan): FirstScan | null {
    try {
      return this.#lookForFirst(scan);
    } catch (error) {
      // The scan itself is safe, and its person must not be told otherwise.
      this.#options.log.error({ err: error }, 'an earlier scan could not be looked for');
      return null;
    }
  }

  #lookForFirst(scan: NewScan): FirstScan | null {
    const own = this.#ownScans(scan).at(0) ?? null;
    const others = this.#options.venue?.firstOf(scan) ?? null;
    if (!own || !others) return own ?? others;
    return own.at <= others.at ? own : others;
  }

  /** The scans by which this device let the badge in on the same day, wherever it stood then, oldest first. */
  #ownScans(scan: NewScan): FirstScan[] {
    const { outbox, times, clock } = this.#options;
    // By this device's clock, which is the one that its people see.
    const ahead = clock.now() - times.now();
    return outbox
      .findEarlier(scan)
      .filter((each) => each.scanId !== scan.scanId && isWelcome(each))
      .filter((each) => times.of(each).venueDay === scan.venueDay)
      .map((each) => ({
        at: Math.round(times.of(each).scannedAt + ahead),
        location: each.location,
      }));
  }

  /** The scan because of which staff are to ask whether it was the same person; null if there is none. */
  #askAbout(scan: NewScan, told: Omit<ScanResult, 'passBack'>): FirstScan | null {
    const passBack = this.#passBack;
    if (!passBack.isOn || told.outcome !== 'already-checked-in') return null;
    const { clock, venue, log } = this.#options;
    const { code, location } = scan;
    try {
      const own = this.#ownScans(scan).at(-1) ?? null;
      const now = clock.now();
      const asked = passBack.ask(code, { own, others: venue?.firstOf(scan) ?? null }, now);
      passBack.answered(code, { at: now, location });
      return asked;
    } catch (error) {
      // As with the first scan: the scan itself is safe.
      log.error({ err: error }, 'an earlier scan could not be looked for');
      return null;
    }
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

function withoutRow(
  outcome: 'unreadable' | 'ignored' | 'not-saved',
  reason: NonNullable<ScanResult['reason']>,
): ScanResult {
  return {
    scanId: null,
    outcome,
    kind: null,
    day: null,
    reason,
    name: null,
    first: null,
    passBack: null,
  };
}
