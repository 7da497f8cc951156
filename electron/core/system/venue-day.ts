/** Making a formatter takes a hundred times as long as using it, so one is kept for each time zone. */
const formatters = new Map<string, Intl.DateTimeFormat>();

/**
 * The calendar day at the venue at a given time, as YYYY-MM-DD. It is right for the years 1 to 9999.
 *
 * @param at Unix milliseconds
 * @param timeZone IANA name
 * @throws RangeError if there is no such time zone
 */
export function venueDay(at: number, timeZone: string): string {
  const parts: Partial<Record<Intl.DateTimeFormatPartTypes, string>> = {};
  for (const { type, value } of formatterFor(timeZone).formatToParts(at)) parts[type] = value;
  // The formatter gives the year 999 three digits.
  return `${parts.year?.padStart(4, '0')}-${parts.month}-${parts.day}`;
}

/** Nowadays no zone's day begins at another time than at one of these. */
const QUARTER_MS = 15 * 60_000;

/**
 * When the calendar day at the venue began that a time belongs to, in Unix milliseconds.
 *
 * @param at Unix milliseconds
 * @param timeZone IANA name
 * @throws RangeError if there is no such time zone
 */
export function startOfVenueDay(at: number, timeZone: string): number {
  const day = venueDay(at, timeZone);
  let start = Math.floor(at / QUARTER_MS) * QUARTER_MS;
  while (venueDay(start - 1, timeZone) === day) start -= QUARTER_MS;
  return start;
}

/** No two places on earth are farther apart in their clocks than from -12 to +14 hours. */
const MOST_APART_MS = 14 * 3_600_000;

/**
 * When a calendar day at the venue begins and ends, in Unix milliseconds.
 *
 * @param day YYYY-MM-DD
 * @param timeZone IANA name
 * @throws RangeError if there is no such time zone
 */
export function boundsOfVenueDay(day: string, timeZone: string): { from: number; to: number } {
  const noon = Date.parse(`${day}T12:00:00Z`);
  const within = [noon, noon - MOST_APART_MS, noon + MOST_APART_MS].find(
    (at) => venueDay(at, timeZone) === day,
  );
  // Some islands have once left out a day. Nothing was scanned on it.
  if (within === undefined) return { from: noon, to: noon };
  const from = startOfVenueDay(within, timeZone);
  // The longest day has 25 hours, and the shortest 23.
  return { from, to: startOfVenueDay(from + 26 * 3_600_000, timeZone) };
}

function formatterFor(timeZone: string): Intl.DateTimeFormat {
  const kept = formatters.get(timeZone);
  if (kept) return kept;
  const formatter = new Intl.DateTimeFormat('en', {
    timeZone,
    calendar: 'iso8601',
    numberingSystem: 'latn',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  formatters.set(timeZone, formatter);
  return formatter;
}
