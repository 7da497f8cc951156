import type { Outbox } from '../outbox/outbox.ts';
import type { NewScan, ScanRow, ScanTime } from '../outbox/scan-row.ts';
import { type Clock, readingOf } from '../system/clock.ts';
import { venueDay } from '../system/venue-day.ts';
import type { ServerClock } from './server-clock.ts';

/** How many scans are corrected in one write. Working out their days takes a few milliseconds. */
const AT_ONCE = 200;

type Timed = Pick<NewScan, 'scannedAt' | 'venueDay' | 'untimed'>;

export type ScanTimesOptions = {
  outbox: Outbox;
  serverClock: ServerClock;
  clock: Clock;
  /** The IANA name of the venue's time zone. */
  timeZone: string;
};

/**
 * Tells when scans were made: by this device's clock, corrected by Confera's clock if the two are known to differ. A
 * scan that was made before Confera's time was known is corrected before it is first sent.
 */
export class ScanTimes {
  readonly #options: ScanTimesOptions;

  constructor(options: ScanTimesOptions) {
    this.#options = options;
  }

  /** The true time, as far as it is known, in Unix milliseconds. */
  now(): number {
    const { clock, serverClock } = this.#options;
    return serverClock.timeOf(readingOf(clock)) ?? clock.now();
  }

  /** The day at the venue, YYYY-MM-DD. */
  today(): string {
    return venueDay(this.now(), this.#options.timeZone);
  }

  /** Returns the times of a new scan that was read at the given moment. */
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

  /** Returns when a scan was made and for which day, as far as that is known by now. */
  of({ scannedAt, venueDay: day, untimed }: Timed): ScanTime {
    const { serverClock, timeZone } = this.#options;
    const time = untimed && serverClock.timeOf({ wall: scannedAt, ...untimed });
    return time === null || time === scannedAt
      ? { scannedAt, venueDay: day }
      : { scannedAt: time, venueDay: venueDay(time, timeZone) };
  }

  /** Returns the times that are written into a row with the end of an attempt, or null if they stay as they are. */
  ofSent(row: ScanRow, { hasLeft }: { hasLeft: boolean }): ScanTime | null {
    if (!row.untimed || !hasLeft) return null;
    const time = this.of(row);
    // The day has been sent, so it stays what Confera was told.
    return row.kind === 'attendance' ? { ...time, venueDay: row.venueDay } : time;
  }

  /** Corrects the time of a scan that is about to be sent. @throws StorageError, and then it must not be sent */
  async set(row: ScanRow): Promise<ScanRow> {
    if (!row.untimed || this.#options.serverClock.state !== 'known') return row;
    const time = this.of(row);
    await this.#options.outbox.setTimes([{ id: row.id, ...time }]);
    return { ...row, ...time, untimed: null };
  }

  /** Corrects the times of some of the scans that wait. @throws StorageError */
  async setSome(): Promise<void> {
    const { outbox } = this.#options;
    const rows = outbox.backlog.untimed(AT_ONCE);
    await outbox.setTimes(rows.map((row) => ({ id: row.id, ...this.of(row) })));
  }
}
