import type { Outbox } from '../outbox/outbox.ts';
import type { NewScan, ScanRow, ScanTime } from '../outbox/scan-row.ts';
import { type Clock, readingOf } from '../system/clock.ts';
import { venueDay } from '../system/venue-day.ts';
import type { ServerClock } from './server-clock.ts';

/** Scans whose times are settled in one write: a few milliseconds of Temporal's work. */
const AT_ONCE = 200;

type Timed = Pick<NewScan, 'scannedAt' | 'venueDay' | 'untimed'>;

export type ScanTimesOptions = {
  outbox: Outbox;
  serverClock: ServerClock;
  clock: Clock;
  /** IANA name of the venue's. */
  timeZone: string;
};

/**
 * When scans were made: by this device's clock, corrected by Confera's where the two are known to differ. What is
 * scanned before Confera's is known is settled before it is first sent.
 */
export class ScanTimes {
  readonly #options: ScanTimesOptions;

  constructor(options: ScanTimesOptions) {
    this.#options = options;
  }

  /** What the time is, as far as that is known; Unix milliseconds. */
  now(): number {
    const { clock, serverClock } = this.#options;
    return serverClock.timeOf(readingOf(clock)) ?? clock.now();
  }

  /** The day at the venue, YYYY-MM-DD. */
  today(): string {
    return venueDay(this.now(), this.#options.timeZone);
  }

  /** The times of a new scan. `at` is when it was read. */
  ofNew(at: { now: number; monotonic: number }): Timed {
    const { clock, serverClock, timeZone } = this.#options;
    const reading = readingOf(clock, at);
    const time = serverClock.timeOf(reading);
    const scannedAt = time ?? at.now;
    const { boot, uptime } = reading;
    return {
      scannedAt,
      venueDay: venueDay(scannedAt, timeZone),
      untimed: time === null ? { boot, uptime } : null,
    };
  }

  /** When a scan was made and for which day, as far as that is known by now. */
  of({ scannedAt, venueDay: day, untimed }: Timed): ScanTime {
    const { serverClock, timeZone } = this.#options;
    const time = untimed && serverClock.timeOf({ wall: scannedAt, ...untimed });
    return time === null || time === scannedAt
      ? { scannedAt, venueDay: day }
      : { scannedAt: time, venueDay: venueDay(time, timeZone) };
  }

  /** The times that go into a row with the end of an attempt; null where it has nothing to settle. */
  ofSent(row: ScanRow, { hasLeft }: { hasLeft: boolean }): ScanTime | null {
    if (!row.untimed || !hasLeft) return null;
    const time = this.of(row);
    // The day has been sent: it stays what Confera was told.
    return row.kind === 'attendance' ? { ...time, venueDay: row.venueDay } : time;
  }

  /** Settles one scan that is about to be sent. @throws StorageError, and then it must not be sent */
  async set(row: ScanRow): Promise<ScanRow> {
    if (!row.untimed || this.#options.serverClock.state !== 'known') return row;
    const time = this.of(row);
    await this.#options.outbox.setTimes([{ id: row.id, ...time }]);
    return { ...row, ...time, untimed: null };
  }

  /** Settles some of the scans that wait. @throws StorageError */
  async setSome(): Promise<void> {
    const { outbox } = this.#options;
    const rows = outbox.backlog.untimed(AT_ONCE);
    await outbox.setTimes(rows.map((row) => ({ id: row.id, ...this.of(row) })));
  }
}
