import { expect, test } from 'vitest';
import { type End, nextStart } from '../../../electron/start/start-again.ts';

const MINUTE = 60_000;

test.each([7, 2, 4])('an end with %s is meant', (code) => {
  expect(nextStart({ code, ranMs: 1000 }, 0)).toBeNull();
});

test('an app that asks for it is started at once, and has not died', () => {
  expect(nextStart({ code: 75, ranMs: 1000 }, 3)).toEqual({ pauseMs: 0, deaths: 3 });
});

test.each<[string, End, number, number]>([
  ['the first death, by a signal', { code: null, ranMs: 0 }, 0, 1000],
  ['the second, by a code', { code: 133, ranMs: 0 }, 1, 2000],
  ['the third, by a fault', { code: 1, ranMs: 0 }, 2, 4000],
  ['the fourth, by 0 when the display went', { code: 0, ranMs: 0 }, 3, 8000],
  ['the fifth', { code: null, ranMs: 0 }, 4, 16_000],
  ['the thousandth', { code: null, ranMs: 0 }, 999, 16_000],
])('%s is followed by a longer pause', (_, end, deaths, pauseMs) => {
  expect(nextStart(end, deaths)).toEqual({ pauseMs, deaths: deaths + 1 });
});

test('after a steady run the pauses begin anew', () => {
  const end = { code: null, ranMs: 10 * MINUTE };
  expect(nextStart(end, 8)).toEqual({ pauseMs: 1000, deaths: 1 });
});
