import { Temporal } from 'temporal-polyfill';

/**
 * The calendar day at the venue at a moment, YYYY-MM-DD.
 *
 * @param at Unix milliseconds
 * @param timeZone IANA name
 */
export function venueDay(at: number, timeZone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(Math.trunc(at))
    .toZonedDateTimeISO(timeZone)
    .toPlainDate()
    .toString();
}
