/** An ISO 8601 time, with or without seconds and a zone. Some databases write a space in the place of the `T`. */
const TIME =
  /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,]\d+)?)?\s?(Z|[+-]\d\d(?::?\d\d)?)?)?$/i;

const DAY_MS = 24 * 60 * 60_000;

/** No conference is held in other years. */
const YEARS = { first: 2000, last: 2100 };

/**
 * The moment that a text names, in Unix milliseconds, or null if it names none. A time without a zone is the venue's.
 *
 * @param zone an IANA name
 */
export function momentOf(text: string | null | undefined, zone: string): number | null {
  return parse(text, zone)?.at ?? null;
}

/** The moment at which something ends: for a date alone it is the end of that day at the venue. */
export function endMomentOf(text: string | null | undefined, zone: string): number | null {
  const parsed = parse(text, zone);
  if (parsed === null || !parsed.isDate) return parsed?.at ?? null;
  return momentAt(parsed.wall + DAY_MS, zone);
}

/** Whether there is such a time zone. */
export function isZone(zone: string): boolean {
  try {
    zoneInUse(zone);
    return true;
  } catch {
    return false;
  }
}

function parse(text: string | null | undefined, zone: string) {
  const [, year, month, day, hour, minute, second, offset] = TIME.exec(text?.trim() ?? '') ?? [];
  if (year === undefined || Number(year) < YEARS.first || Number(year) > YEARS.last) return null;
  const date = Date.UTC(Number(year), Number(month) - 1, Number(day));
  // The 31st of a shorter month is no day, rather than a day of the next one.
  if (new Date(date).toISOString().slice(0, 10) !== `${year}-${month}-${day}`) return null;
  const [hours, minutes, seconds] = [hour, minute, second].map((part) => Number(part ?? 0));
  const ofDay = ((hours ?? 0) * 60 + (minutes ?? 0)) * 60_000 + (seconds ?? 0) * 1000;
  if (ofDay > DAY_MS || (minutes ?? 0) > 59 || (seconds ?? 0) > 60) return null;
  const wall = date + ofDay;
  const at = offset === undefined ? momentAt(wall, zone) : wall - offsetMs(offset);
  return { at, wall, isDate: hour === undefined };
}

function offsetMs(offset: string): number {
  if (/z/i.test(offset)) return 0;
  const digits = offset.slice(1).replace(':', '').padEnd(4, '0');
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2));
  return (offset.startsWith('-') ? -minutes : minutes) * 60_000;
}

/**
 * The moment at which the venue's clock shows a time. If it shows that time twice, it is the first of the two. If it
 * skips it, it is as long after the change as the time would have been.
 *
 * @param wall what the clock shows, as if it were UTC, in Unix milliseconds
 */
function momentAt(wall: number, zone: string): number {
  const day = Math.floor(wall / DAY_MS) * DAY_MS;
  const before = midnightOffset(day - DAY_MS, zone);
  const after = midnightOffset(day + 2 * DAY_MS, zone);
  if (before === after) return wall - before;
  const fits = [wall - before, wall - after].filter((at) => at + zoneOffset(at, zone) === wall);
  return fits.length > 0 ? Math.min(...fits) : wall - before;
}

/** The same as `zoneOffset`, kept for each day: asking takes long, and an event has a thousand times but few days. */
function midnightOffset(at: number, zone: string): number {
  const { offsets } = zoneInUse(zone);
  const offset = offsets.get(at) ?? zoneOffset(at, zone);
  offsets.set(at, offset);
  return offset;
}

/** By how much the zone's clock is ahead of UTC at a moment, in milliseconds. */
function zoneOffset(at: number, zone: string): number {
  const parts: Partial<Record<Intl.DateTimeFormatPartTypes, number>> = {};
  for (const { type, value } of zoneInUse(zone).formatter.formatToParts(at))
    parts[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  const wall = Date.UTC(year, month - 1, day, hour, minute, second);
  return wall - Math.floor(at / 1000) * 1000;
}

/** Making a formatter takes a hundred times as long as using it, so the last one is kept. */
let last:
  | { zone: string; formatter: Intl.DateTimeFormat; offsets: Map<number, number> }
  | undefined;

function zoneInUse(zone: string) {
  if (last?.zone === zone) return last;
  const formatter = new Intl.DateTimeFormat('en', {
    timeZone: zone,
    calendar: 'iso8601',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  last = { zone, formatter, offsets: new Map() };
  return last;
}
