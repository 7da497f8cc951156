/** A date and a time of day as a field for them has them: `2026-02-03T09:30`. */
const FIELD = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})/;

/**
 * The moment at which clocks at the venue show what was entered, in Unix milliseconds; null if nothing was entered. Where
 * they are put forward they never show it, and the moment is an hour later.
 *
 * @param timeZone the venue's, an IANA name
 */
export function venueInstant(entered: string, timeZone: string): number | null {
  const parts = FIELD.exec(entered)?.slice(1).map(Number);
  if (!parts) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = parts;
  const wanted = Date.UTC(year, month - 1, day, hour, minute);
  // The zone's distance may change between the first guess and the moment itself.
  const guess = wanted - aheadOfUtc(wanted, timeZone);
  return wanted - aheadOfUtc(guess, timeZone);
}

/** How far clocks in a zone are ahead of UTC at a moment, in milliseconds. */
function aheadOfUtc(at: number, timeZone: string): number {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  });
  const shown = Object.fromEntries(
    format.formatToParts(at).map(({ type, value }) => [type, Number(value)]),
  );
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0 } = shown;
  return Date.UTC(year, month - 1, day, hour, minute) - Math.floor(at / 60_000) * 60_000;
}
