import type { Words } from './words.ts';

/** The formats made so far, by language, zone and parts. Making one takes longer than using it many times. */
const FORMATS = new Map<string, Intl.DateTimeFormat>();

const TIME = { hour: 'numeric', minute: '2-digit' } as const;
/** For less than this, a weekday says which day is meant. */
const NEAR_MS = 6 * 24 * 3_600_000;

/**
 * The time of day at the venue, written in the language of the screen. Whether the day has twelve hours or
 * twenty-four differs between countries with one language, so this machine's settings decide if they are for it.
 *
 * @param at Unix milliseconds
 * @param timeZone the venue's, an IANA name
 */
export function venueTime(
  words: Words,
  at: number,
  timeZone: string,
  { seconds = false } = {},
): string {
  const second = seconds ? ({ second: '2-digit' } as const) : {};
  return written(words.language, at, timeZone, { ...TIME, ...second });
}

/**
 * The time of day at the venue, with the weekday if that isn't today's, or the date if it is further away than a
 * weekday tells.
 *
 * @param at Unix milliseconds
 * @param now the same, for what is today
 * @param timeZone the venue's, an IANA name
 */
export function venueMoment(words: Words, at: number, now: number, timeZone: string): string {
  // Nobody reads these, so they are written in one language, whose format there is already.
  const day = (time: number) =>
    written('en', time, timeZone, { year: 'numeric', month: 'numeric', day: 'numeric' });
  if (day(at) === day(now)) return venueTime(words, at, timeZone);
  const isNear = Math.abs(at - now) < NEAR_MS;
  const parts = isNear
    ? ({ weekday: 'short' } as const)
    : ({ day: 'numeric', month: 'short' } as const);
  return written(words.language, at, timeZone, { ...parts, ...TIME });
}

/**
 * A day at the venue with its weekday, as the language writes it.
 *
 * @param day YYYY-MM-DD
 */
export function dayName(words: Words, day: string): string {
  const parts = { weekday: 'short', day: 'numeric', month: 'long', year: 'numeric' } as const;
  return written(words.language, Date.parse(`${day}T12:00:00Z`), 'UTC', parts);
}

function written(
  language: string,
  at: number,
  timeZone: string,
  parts: Intl.DateTimeFormatOptions,
): string {
  const key = `${language} ${timeZone} ${Object.keys(parts)}`;
  let format = FORMATS.get(key);
  if (!format) {
    const hours = parts.hour ? hoursIn(language) : {};
    format = new Intl.DateTimeFormat(language, { ...parts, ...hours, timeZone });
    FORMATS.set(key, format);
  }
  return format.format(at);
}

/** How each language writes hours here, once it has been found out. */
const HOURS = new Map<string, Intl.DateTimeFormatOptions>();

/**
 * How a language writes hours here: two digits of twenty-four, as 09:05, or as many as it takes of twelve, as 9:05 AM.
 * This machine's settings decide if they are for the same language, and otherwise the language.
 */
function hoursIn(language: string): Intl.DateTimeFormatOptions {
  const known = HOURS.get(language);
  if (known) return known;
  const machine = new Intl.DateTimeFormat().resolvedOptions().locale;
  const plain = (tag: string) => tag.split('-')[0];
  const locale = plain(machine) === plain(language) ? machine : language;
  const { hourCycle } = new Intl.DateTimeFormat(locale, { hour: 'numeric' }).resolvedOptions();
  const ofTwelve = hourCycle === 'h12' || hourCycle === 'h11';
  const hours = hourCycle ? ({ hourCycle, hour: ofTwelve ? 'numeric' : '2-digit' } as const) : {};
  HOURS.set(language, hours);
  return hours;
}
