import { expect, test } from 'vitest';
import { checkedToday } from '../../../../renderer/state/checked-today.ts';
import { aState } from '../a-state.ts';

/** Eleven at night in Karachi. */
const LATE = Date.UTC(2026, 4, 11, 18, 0);
const HOUR = 3_600_000;

const at = (timeZone: string, checkPassedAt: number | null) =>
  aState({ checkPassedAt, display: { ...aState().display, timeZone } });

test.each<[string, string, number | null, number, boolean]>([
  ['never', 'Asia/Karachi', null, LATE, false],
  ['this evening', 'Asia/Karachi', LATE - 5 * HOUR, LATE, true],
  ['before midnight at the venue', 'Asia/Karachi', LATE, LATE + 2 * HOUR, false],
  ['on the same day in another zone', 'America/New_York', LATE, LATE + 2 * HOUR, true],
  ['a year ago', 'Asia/Karachi', LATE - 365 * 24 * HOUR, LATE, false],
])('a check that was passed %s (%s)', (_, timeZone, passedAt, now, is) => {
  expect(checkedToday(at(timeZone, passedAt), now)).toBe(is);
});
