import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
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

/** The day by the platform's own calendar. */
function calendarOf(timeZone: string) {
  const calendar = new Intl.DateTimeFormat('en', {
    timeZone,
    calendar: 'iso8601',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  return (at: number) => {
    const parts = calendar.formatToParts(at);
    const part = (type: string) => parts.find((found) => found.type === type)?.value;
    return `${part('year')}-${part('month')}-${part('day')}`;
  };
}

test('agrees with the calendar of every time zone, at any moment', () => {
  const moments = fc.integer({
    min: Date.parse('2020-01-01T00:00:00Z'),
    max: Date.parse('2040-01-01T00:00:00Z'),
  });
  for (const timeZone of Intl.supportedValuesOf('timeZone')) {
    const dayOf = calendarOf(timeZone);
    fc.assert(
      fc.property(moments, (at) => {
        expect(venueDay(at, timeZone)).toBe(dayOf(at));
      }),
      { numRuns: 10 },
    );
  }
});

test('agrees with the calendar of every time zone where its clocks change and at the midnights about it', () => {
  const from = Temporal.Instant.from('2026-01-01T00:00:00Z');
  let changes = 0;
  for (const timeZone of Intl.supportedValuesOf('timeZone')) {
    const dayOf = calendarOf(timeZone);
    let change = from.toZonedDateTimeISO(timeZone).getTimeZoneTransition('next');
    for (; change && change.year < 2027; change = change.getTimeZoneTransition('next')) {
      changes += 1;
      const edges = [change, change.startOfDay(), change.add({ days: 1 }).startOfDay()];
      for (const { epochMilliseconds: edge } of edges) {
        for (const at of [edge - 1, edge, edge + 1]) {
          expect(venueDay(at, timeZone), `${timeZone} at ${at}`).toBe(dayOf(at));
        }
      }
    }
  }
  expect(changes).toBeGreaterThan(100);
});
