import { expect, test } from 'vitest';
import { venueStamps } from '../../../electron/kiosk/venue-stamp.ts';

test.each([
  ['Asia/Karachi', '2026-02-03T04:12:00.250Z', '2026-02-03T09:12:00.250+05:00'],
  ['America/St_Johns', '2026-02-03T01:00:00.000Z', '2026-02-02T21:30:00.000-03:30'],
  ['Asia/Kathmandu', '2026-02-03T18:20:00.000Z', '2026-02-04T00:05:00.000+05:45'],
  ['UTC', '2026-02-03T00:00:00.000Z', '2026-02-03T00:00:00.000+00:00'],
  // The clocks go forward, and back: the hour that comes twice has two offsets.
  ['Europe/Berlin', '2026-03-29T00:59:59.999Z', '2026-03-29T01:59:59.999+01:00'],
  ['Europe/Berlin', '2026-03-29T01:00:00.000Z', '2026-03-29T03:00:00.000+02:00'],
  ['Europe/Berlin', '2026-10-25T00:30:00.000Z', '2026-10-25T02:30:00.000+02:00'],
  ['Europe/Berlin', '2026-10-25T01:30:00.000Z', '2026-10-25T02:30:00.000+01:00'],
])('in %s, %s is %s', (zone, utc, local) => {
  const at = Date.parse(utc);
  expect(venueStamps(zone)(at)).toBe(local);
  expect(Date.parse(local)).toBe(at);
});

test('one function writes times on both sides of a change', () => {
  const stamp = venueStamps('Europe/Berlin');
  const around = [
    '2026-03-29T00:59:00.000Z',
    '2026-03-29T01:01:00.000Z',
    '2026-03-29T00:58:00.000Z',
  ];
  expect(around.map((each) => stamp(Date.parse(each)).slice(11))).toEqual([
    '01:59:00.000+01:00',
    '03:01:00.000+02:00',
    '01:58:00.000+01:00',
  ]);
});
