import { expect, test } from 'vitest';
import { venueInstant } from '../../../../../../renderer/screens/staff/scans/venue-instant.ts';

test.each([
  ['UTC', '2026-02-03T09:30', '2026-02-03T09:30:00Z'],
  ['Asia/Karachi', '2026-02-03T09:30', '2026-02-03T04:30:00Z'],
  ['America/Los_Angeles', '2026-02-03T20:00', '2026-02-04T04:00:00Z'],
  ['Asia/Kathmandu', '2026-02-03T00:00', '2026-02-02T18:15:00Z'],
  // The night in which clocks are put forward, before and after.
  ['Europe/Berlin', '2026-03-29T01:30', '2026-03-29T00:30:00Z'],
  ['Europe/Berlin', '2026-03-29T03:30', '2026-03-29T01:30:00Z'],
])('clocks in %s show %s at %s', (zone, entered, moment) => {
  expect(venueInstant(entered, zone)).toBe(Date.parse(moment));
});

test('nothing entered is no moment', () => {
  expect(venueInstant('', 'UTC')).toBeNull();
});
