import { expect, test } from 'vitest';
import {
  mayInstallUpdate,
  timeOfDay,
  type UpdateMoment,
  whyNoUpdates,
} from '../../../../electron/shell/updates/update-policy.ts';

const QUIET: UpdateMoment = {
  pending: 0,
  idleMs: 60 * 60_000,
  timeOfDay: '03:30',
  hours: '03:00-05:00',
};

test.each<[string, Partial<UpdateMoment>, boolean]>([
  ['a quiet night', {}, true],
  ['a scan waits', { pending: 1 }, false],
  ['somebody scanned a minute ago', { idleMs: 60_000 }, false],
  ['just idle for long enough', { idleMs: 15 * 60_000 }, true],
  ['a moment too early', { timeOfDay: '02:59' }, false],
  ['the first minute', { timeOfDay: '03:00' }, true],
  ['the last minute', { timeOfDay: '04:59' }, true],
  ['the end of the hours', { timeOfDay: '05:00' }, false],
  ['over midnight, before it', { hours: '22:00-04:00', timeOfDay: '23:10' }, true],
  ['over midnight, after it', { hours: '22:00-04:00', timeOfDay: '03:10' }, true],
  ['over midnight, by day', { hours: '22:00-04:00', timeOfDay: '12:00' }, false],
  ['hours without an hour', { hours: '03:00-03:00', timeOfDay: '03:00' }, false],
])('%s', (_, moment, may) => {
  expect(mayInstallUpdate({ ...QUIET, ...moment })).toBe(may);
});

test.each([
  ['Asia/Karachi', '2026-02-03T22:05:00Z', '03:05'],
  ['America/New_York', '2026-07-01T04:00:00Z', '00:00'],
  ['UTC', '2026-02-03T23:59:59Z', '23:59'],
])('the time of day in %s', (timeZone, now, told) => {
  expect(timeOfDay(Date.parse(now), timeZone)).toBe(told);
});

test.each<[NodeJS.Platform, NodeJS.ProcessEnv, mayReplace: boolean, why: RegExp | null]>([
  ['win32', {}, true, null],
  ['win32', {}, false, /administrator.*\/S/],
  ['darwin', {}, false, null],
  ['linux', { APPIMAGE: '/home/kiosk/kiosk.AppImage' }, false, null],
  ['linux', {}, true, /apt/],
])('updates by itself on %s with %j, its files replaceable %s', (platform, env, may, why) => {
  const told = whyNoUpdates(platform, env, () => may);
  if (why) expect(told).toMatch(why);
  else expect(told).toBeNull();
});
