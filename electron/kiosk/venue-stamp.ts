/** Nowadays no zone changes its offset at another time than at one of these. */
const QUARTER_MS = 15 * 60_000;

/**
 * Returns a function that writes times as ISO 8601 with the offset that the venue's clocks had then, such as
 * `2026-02-03T09:12:00.250+05:00`.
 *
 * Asking for the offset takes a hundred times as long as the rest, so that of a quarter of an hour is kept.
 *
 * @param timeZone IANA name
 */
export function venueStamps(timeZone: string): (at: number) => string {
  const format = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' });
  const offsets = new Map<number, { minutes: number; text: string }>();
  return (at) => {
    const quarter = Math.floor(at / QUARTER_MS);
    let offset = offsets.get(quarter);
    if (!offset) {
      if (offsets.size > 1000) offsets.clear();
      offset = offsetAt(format, at);
      offsets.set(quarter, offset);
    }
    const local = new Date(at + offset.minutes * 60_000).toISOString();
    return local.slice(0, -1) + offset.text;
  };
}

function offsetAt(format: Intl.DateTimeFormat, at: number): { minutes: number; text: string } {
  const name = format.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? '';
  const [, sign = '+', hours = '00', minutes = '00'] = /([+-])(\d\d):(\d\d)/.exec(name) ?? [];
  const total = Number(hours) * 60 + Number(minutes);
  return { minutes: sign === '-' ? -total : total, text: `${sign}${hours}:${minutes}` };
}
