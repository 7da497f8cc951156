import { expect, test } from 'vitest';
import { systemTimeZone } from '../../../electron/settings/system-time-zone.ts';

test.each([
  ['Asia/Karachi', 'Asia/Karachi'],
  [':Asia/Karachi', 'Asia/Karachi'],
  ['EST5EDT', 'EST5EDT'],
  ['Etc/GMT-5', 'Etc/GMT-5'],
  ['UTC', 'UTC'],
  ['GMT', 'GMT'],
])('TZ=%s names a zone', (TZ, zone) => {
  expect(systemTimeZone({ TZ })).toBe(zone);
});

test.each([
  'IST-5:30',
  'EST5EDT,M3.2.0,M11.1.0',
  'GMT+5',
  'UTC0',
  '<+05>-5',
  'PKT-5',
  'JST',
  'Foo/Bar',
  '/usr/share/zoneinfo/Asia/Karachi',
  ':/etc/localtime',
  'posix/Asia/Karachi',
  '',
])('TZ=%s names none', (TZ) => {
  expect(systemTimeZone({ TZ })).toBeNull();
});

test('without it the system’s own holds', () => {
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  expect([timeZone, null]).toContain(systemTimeZone({}));
});
