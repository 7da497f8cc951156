import type { Words } from './words.ts';

/** The formats made so far, by language and zone. Making one takes longer than using it many times. */
const FORMATS = new Map<string, Intl.DateTimeFormat>();

/**
 * The time of day at the venue, written in the language of the screen. Whether the day has twelve hours or
 * twenty-four follows from the settings of this machine, because that differs between countries with one language.
 *
 * @param at Unix milliseconds
 * @param timeZone the venue's, an IANA name
 */
export function venueTime(
  { language }: Words,
  at: number,
  timeZone: string,
  { seconds = false } = {},
): string {
  const key = `${language} ${timeZone} ${seconds}`;
  let format = FORMATS.get(key);
  if (!format) {
    const second = seconds ? ({ second: '2-digit' } as const) : {};
    format = new Intl.DateTimeFormat(language, {
      hour: '2-digit',
      minute: '2-digit',
      ...second,
      ...hourCycleHere(),
      timeZone,
    });
    FORMATS.set(key, format);
  }
  return format.format(at);
}

function hourCycleHere(): Pick<Intl.DateTimeFormatOptions, 'hourCycle'> {
  const { hourCycle } = new Intl.DateTimeFormat(undefined, { hour: 'numeric' }).resolvedOptions();
  return hourCycle ? { hourCycle } : {};
}
