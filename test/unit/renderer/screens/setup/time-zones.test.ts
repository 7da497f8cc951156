import { expect, test } from 'vitest';
import { allZones, zonesWith } from '../../../../../renderer/screens/setup/time-zones.ts';
import { timeZone } from '../../../../../shared/settings/setting-kinds.ts';

const ZONES = allZones('de');

test('every zone in the list is one that the setting accepts', () => {
  expect(ZONES.length).toBeGreaterThan(300);
  expect(ZONES.filter(({ name }) => !timeZone.safeParse(name).success)).toEqual([]);
});

test.each([
  ['karachi', 'Asia/Karachi'],
  ['new york', 'America/New_York'],
  ['new_york', 'America/New_York'],
  ['SAO PAULO', 'America/Sao_Paulo'],
  ['são paulo', 'America/Sao_Paulo'],
  [' berlin', 'Europe/Berlin'],
  ['asia/tok', 'Asia/Tokyo'],
  ['kolkata', 'Asia/Kolkata'],
  ['calcutta', 'Asia/Kolkata'],
  ['kyiv', 'Europe/Kyiv'],
  ['kathmandu', 'Asia/Kathmandu'],
  ['ho chi minh', 'Asia/Ho_Chi_Minh'],
  ['india', 'Asia/Kolkata'],
  ['germany', 'Europe/Berlin'],
  ['Österreich', 'Europe/Vienna'],
  ['uk', 'Europe/London'],
  ['usa', 'America/Adak'],
  ['utc', 'UTC'],
  ['gmt', 'UTC'],
])('“%s” finds the zone first', (typed, name) => {
  expect(zonesWith(typed, ZONES)[0]?.name).toBe(name);
});

test('a zone in which a word begins with what was typed comes before others', () => {
  const names = zonesWith('york', ZONES).map(({ label }) => label);
  expect(names[0]).toBe('America/New York');
  const found = zonesWith('ast', ZONES).map(({ label }) => label);
  expect(found.indexOf('Asia/Damascus')).toBe(-1);
  expect(zonesWith('', ZONES)).toEqual(ZONES);
  expect(zonesWith('no such place', ZONES)).toEqual([]);
});
