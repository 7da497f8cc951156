import { describe, expect, it } from 'vitest';
import { endMomentOf, isZone, momentOf } from '../../../../electron/core/programme/venue-time.ts';

const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString());

describe('A time of the programme', () => {
  it.each<[string, string, string, string | null]>([
    ['in UTC', '2026-02-03T04:00:00Z', 'Asia/Karachi', '2026-02-03T04:00:00.000Z'],
    ['in UTC, small', '2026-02-03t04:00:00.123z', 'Asia/Karachi', '2026-02-03T04:00:00.000Z'],
    ['with an offset', '2026-02-03T09:00:00+05:00', 'UTC', '2026-02-03T04:00:00.000Z'],
    ['as a database writes it', '2026-02-03 09:00:00+05', 'UTC', '2026-02-03T04:00:00.000Z'],
    ['west of Greenwich', '2026-02-03T09:00-0330', 'UTC', '2026-02-03T12:30:00.000Z'],
    ['without a zone', '2026-02-03T09:00', 'Asia/Karachi', '2026-02-03T04:00:00.000Z'],
    ['as a date', '2026-02-03', 'Asia/Karachi', '2026-02-02T19:00:00.000Z'],
    ['at midnight, written as 24:00', '2026-02-03T24:00', 'UTC', '2026-02-04T00:00:00.000Z'],
    // Berlin skips 02:00 to 03:00 on 29 March, and has it twice on 25 October.
    ['before a clock change', '2026-03-29T01:59', 'Europe/Berlin', '2026-03-29T00:59:00.000Z'],
    ['that a clock change skips', '2026-03-29T02:30', 'Europe/Berlin', '2026-03-29T01:30:00.000Z'],
    ['after a clock change', '2026-03-29T03:00', 'Europe/Berlin', '2026-03-29T01:00:00.000Z'],
    ['that comes twice', '2026-10-25T02:30', 'Europe/Berlin', '2026-10-25T00:30:00.000Z'],
    ['after it came twice', '2026-10-25T03:00', 'Europe/Berlin', '2026-10-25T02:00:00.000Z'],
    ['where midnight is skipped', '2026-09-06', 'America/Santiago', '2026-09-06T04:00:00.000Z'],
    ['on a day that there is not', '2026-02-30T09:00', 'UTC', null],
    ['in a month that there is not', '2026-13-01', 'UTC', null],
    ['at an hour that there is not', '2026-02-03T25:00', 'UTC', null],
    ['in another millennium', '9999-02-03T09:00', 'UTC', null],
    ['in words', 'tomorrow', 'UTC', null],
    ['that is empty', '', 'UTC', null],
  ])('%s', (_, text, zone, moment) => {
    expect(iso(momentOf(text, zone))).toBe(moment);
  });

  it('ends with its day, if it is a date', () => {
    expect(iso(endMomentOf('2026-02-04', 'Asia/Karachi'))).toBe('2026-02-04T19:00:00.000Z');
    expect(iso(endMomentOf('2026-03-29', 'Europe/Berlin'))).toBe('2026-03-29T22:00:00.000Z');
    expect(iso(endMomentOf('2026-02-04T12:00Z', 'UTC'))).toBe('2026-02-04T12:00:00.000Z');
    expect(endMomentOf(undefined, 'UTC')).toBeNull();
  });

  it('needs a zone that there is', () => {
    expect(isZone('Asia/Karachi')).toBe(true);
    expect(isZone('Asia/Atlantis')).toBe(false);
  });
});
