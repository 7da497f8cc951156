import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { venueDay } from '../../../../electron/core/system/venue-day.ts';

const dayAt = (moment: string, timeZone: string) => venueDay(Date.parse(moment), timeZone);

describe('the day at the venue', () => {
  test.each([
    ['2026-02-03T12:00:00Z', 'UTC', '2026-02-03'],
    ['2026-02-03T23:59:59.999Z', 'UTC', '2026-02-03'],
    ['2026-02-04T00:00:00Z', 'UTC', '2026-02-04'],
    ['2026-02-03T12:00:00Z', 'Asia/Karachi', '2026-02-03'],
    ['2026-02-03T18:14:59Z', 'Asia/Kathmandu', '2026-02-03'],
    ['2026-02-03T18:15:00Z', 'Asia/Kathmandu', '2026-02-04'],
    ['2026-02-03T09:59:59Z', 'Pacific/Kiritimati', '2026-02-03'],
    ['2026-02-03T10:00:00Z', 'Pacific/Kiritimati', '2026-02-04'],
    ['2026-02-03T10:59:59Z', 'Pacific/Pago_Pago', '2026-02-02'],
    ['2026-02-03T11:00:00Z', 'Pacific/Pago_Pago', '2026-02-03'],
    ['2025-12-31T23:30:00Z', 'Europe/Berlin', '2026-01-01'],
    ['2028-02-29T12:00:00Z', 'Europe/Berlin', '2028-02-29'],
    ['0999-07-01T12:00:00Z', 'UTC', '0999-07-01'],
    ['0001-01-01T00:00:00Z', 'UTC', '0001-01-01'],
    // No days are left out where the calendar was once reformed: ISO's calendar holds for all time.
    ['1582-10-10T12:00:00Z', 'Europe/Rome', '1582-10-10'],
    // Monrovia was 44 minutes and 30 seconds behind until 1972.
    ['1971-06-01T00:44:29Z', 'Africa/Monrovia', '1971-05-31'],
    ['1971-06-01T00:44:30Z', 'Africa/Monrovia', '1971-06-01'],
    ['2026-07-01T13:29:59Z', 'Australia/Lord_Howe', '2026-07-01'],
    ['2026-07-01T13:30:00Z', 'Australia/Lord_Howe', '2026-07-02'],
    ['2026-01-01T12:59:59Z', 'Australia/Lord_Howe', '2026-01-01'],
    ['2026-01-01T13:00:00Z', 'Australia/Lord_Howe', '2026-01-02'],
    ['2026-07-01T20:29:59Z', 'Asia/Tehran', '2026-07-01'],
    ['2026-07-01T20:30:00Z', 'Asia/Tehran', '2026-07-02'],
    ['2026-07-01T21:59:59Z', 'Antarctica/Troll', '2026-07-01'],
    ['2026-07-01T22:00:00Z', 'Antarctica/Troll', '2026-07-02'],
    ['1993-08-21T11:59:59Z', 'Pacific/Kwajalein', '1993-08-20'],
    ['1993-08-21T12:00:00Z', 'Pacific/Kwajalein', '1993-08-22'],
  ])('at %s in %s is %s', (moment, timeZone, day) => {
    expect(dayAt(moment, timeZone)).toBe(day);
  });

  test.each([
    ['before 05:00 in Karachi', '2026-02-03T00:30:00+05:00', 'Asia/Karachi', '2026-02-03'],
    ['in the evening in New York', '2026-02-03T20:30:00-05:00', 'America/New_York', '2026-02-03'],
    [
      'in the evening in Los Angeles',
      '2026-07-03T18:00:00-07:00',
      'America/Los_Angeles',
      '2026-07-03',
    ],
    ['in the evening in São Paulo', '2026-02-03T22:00:00-03:00', 'America/Sao_Paulo', '2026-02-03'],
    ['in the morning in Auckland', '2026-02-03T09:00:00+13:00', 'Pacific/Auckland', '2026-02-03'],
  ])('%s is not the UTC day', (_when, moment, timeZone, day) => {
    const at = Date.parse(moment);
    expect(venueDay(at, timeZone)).toBe(day);
    expect(new Date(at).toISOString().slice(0, 10)).not.toBe(day);
  });

  test.each([
    ['Berlin goes to summer time', '2026-03-29T00:59:59Z', 'Europe/Berlin', '2026-03-29'],
    ['Berlin is on summer time', '2026-03-28T22:59:59Z', 'Europe/Berlin', '2026-03-28'],
    ['the first summer midnight', '2026-03-29T22:00:00Z', 'Europe/Berlin', '2026-03-30'],
    ['before the first summer midnight', '2026-03-29T21:59:59Z', 'Europe/Berlin', '2026-03-29'],
    ['the last summer midnight', '2026-10-24T22:00:00Z', 'Europe/Berlin', '2026-10-25'],
    ['the first winter midnight', '2026-10-25T23:00:00Z', 'Europe/Berlin', '2026-10-26'],
    ['before the first winter midnight', '2026-10-25T22:59:59Z', 'Europe/Berlin', '2026-10-25'],
    ['midnight is skipped in Cairo', '2026-04-23T22:00:00Z', 'Africa/Cairo', '2026-04-24'],
    ['before midnight is skipped in Cairo', '2026-04-23T21:59:59Z', 'Africa/Cairo', '2026-04-23'],
    ['midnight comes twice in Havana', '2026-11-01T04:30:00Z', 'America/Havana', '2026-11-01'],
    ['and the second time', '2026-11-01T05:30:00Z', 'America/Havana', '2026-11-01'],
    ['before Samoa left a day out', '2011-12-30T09:59:59Z', 'Pacific/Apia', '2011-12-29'],
    ['after Samoa left a day out', '2011-12-30T10:00:00Z', 'Pacific/Apia', '2011-12-31'],
  ])('holds where the clocks change: %s', (_when, moment, timeZone, day) => {
    expect(dayAt(moment, timeZone)).toBe(day);
  });
});

test('a moment between two milliseconds counts with the earlier one', () => {
  const midnight = Date.parse('2026-02-04T00:00:00Z');
  expect(venueDay(midnight - 0.25, 'UTC')).toBe('2026-02-03');
  expect(venueDay(midnight + 0.25, 'UTC')).toBe('2026-02-04');
});

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/**
 * A second way to the same day, which shares no calendar with the first: the zone's distance from UTC at that moment is
 * added, and what UTC then shows is read.
 */
function reckonedIn(timeZone: string) {
  const zone = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' });
  const offset = (at: number) => {
    const name = zone.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? '';
    const [, sign, hours, minutes, seconds = 0] =
      /^GMT(?:([+-])(\d\d):(\d\d)(?::(\d\d))?)?$/.exec(name) ?? [];
    if (sign === undefined) return 0;
    const ms = (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000;
    return sign === '-' ? -ms : ms;
  };
  const day = (at: number) => new Date(at + offset(at)).toISOString().slice(0, 10);
  return { offset, day };
}

test('agrees with the distance from UTC of every time zone, at any moment', () => {
  const moments = fc.integer({
    min: Date.parse('2020-01-01T00:00:00Z'),
    max: Date.parse('2040-01-01T00:00:00Z'),
  });
  for (const timeZone of Intl.supportedValuesOf('timeZone')) {
    const { day } = reckonedIn(timeZone);
    fc.assert(
      fc.property(moments, (at) => {
        expect(venueDay(at, timeZone)).toBe(day(at));
      }),
      { numRuns: 10 },
    );
  }
});

/** The moments at which a zone's distance from UTC changes, to the second. */
function changesOf(offset: (at: number) => number, from: number, to: number): number[] {
  const changes: number[] = [];
  for (let week = from; week < to; week += 7 * DAY) {
    let [before, after] = [week, week + 7 * DAY];
    if (offset(before) === offset(after)) continue;
    while (after - before > 1000) {
      const middle = Math.floor((before + after) / 2000) * 1000;
      if (offset(middle) === offset(before)) before = middle;
      else after = middle;
    }
    changes.push(after);
  }
  return changes;
}

test('agrees with the distance from UTC where the clocks of a time zone change, and at the midnights about it', () => {
  const from = Date.parse('2026-01-01T00:00:00Z');
  let changes = 0;
  for (const timeZone of Intl.supportedValuesOf('timeZone')) {
    const { offset, day } = reckonedIn(timeZone);
    for (const change of changesOf(offset, from, from + 365 * DAY)) {
      changes += 1;
      const midnight = (at: number) => Math.floor((at + offset(at)) / DAY) * DAY - offset(at);
      for (const edge of [change, midnight(change - 1), midnight(change), midnight(change) + DAY]) {
        for (const at of [edge - 1, edge, edge + 1]) {
          expect(venueDay(at, timeZone), `${timeZone} at ${at}`).toBe(day(at));
        }
      }
    }
  }
  expect(changes).toBeGreaterThan(100);
});

/**
 * Every change of the day that is not to the next one, such as `2011-12-29 > 2011-12-31`. The day is looked at every half
 * hour; the middle of a day is left out, because no clock goes back by that much.
 */
function irregularDays(timeZone: string, fromYear: number): string[] {
  const found: string[] = [];
  const end = Date.UTC(fromYear + 10, 0);
  let begun = Date.UTC(fromYear, 0);
  let last = venueDay(begun, timeZone);
  for (let at = begun; at < end; at += at - begun === 3 * HOUR ? 17 * HOUR : HOUR / 2) {
    const day = venueDay(at, timeZone);
    if (day === last) continue;
    const next = new Date(Date.parse(last) + DAY).toISOString().slice(0, 10);
    if (day !== next) found.push(`${last} > ${day}`);
    last = day;
    begun = at;
  }
  return found;
}

describe('over ten years the days follow one another', () => {
  test.each([
    ['Asia/Kathmandu', 2020],
    ['Asia/Tehran', 2015],
    ['Australia/Lord_Howe', 2020],
    ['Antarctica/Troll', 2020],
    ['Africa/Casablanca', 2020],
    ['America/St_Johns', 2020],
    ['America/Havana', 2020],
    ['Africa/Monrovia', 1966],
  ])('in %s from %i', (timeZone, fromYear) => {
    expect(irregularDays(timeZone, fromYear)).toEqual([]);
  });

  test.each([
    ['Pacific/Apia', 2005, ['2011-12-29 > 2011-12-31']],
    ['Pacific/Kwajalein', 1985, ['1993-08-20 > 1993-08-22']],
  ])(
    'but where a place moved across the date line: in %s from %i',
    (timeZone, fromYear, irregular) => {
      expect(irregularDays(timeZone, fromYear)).toEqual(irregular);
    },
  );

  test('but where clocks were put back over midnight: in St. John’s until 2010', () => {
    expect(irregularDays('America/St_Johns', 2005)).toEqual([
      '2005-10-30 > 2005-10-29',
      '2006-10-29 > 2006-10-28',
      '2007-11-04 > 2007-11-03',
      '2008-11-02 > 2008-11-01',
      '2009-11-01 > 2009-10-31',
      '2010-11-07 > 2010-11-06',
    ]);
  });
});
