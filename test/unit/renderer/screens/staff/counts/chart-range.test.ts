import { describe, expect, test } from 'vitest';
import {
  chartRange,
  gapsWithin,
  shareOf,
  timeMarks,
} from '../../../../../../renderer/screens/staff/counts/chart-range.ts';
import { aMorning } from './a-morning.ts';

const MINUTE = 60_000;
const NOON = Date.UTC(2026, 4, 11, 12);

describe('the stretch that a chart shows', () => {
  test('is the half hours in which something happened', () => {
    const { slots } = aMorning(NOON);
    expect(chartRange(slots)).toEqual({ from: NOON - 210 * MINUTE, to: NOON });
  });

  test('is an hour around a single scan, and nothing without one', () => {
    const [slot] = aMorning(NOON).slots.slice(-1);
    expect(chartRange(slot ? [slot] : [])).toEqual({
      from: NOON - 30 * MINUTE,
      to: NOON + 30 * MINUTE,
    });
    expect(chartRange([])).toBeNull();
  });
});

describe('the times below a chart', () => {
  test.each([1, 2, 3, 5, 9, 24, 26, 50])(
    'are at most four in %i hours, and none reaches out of it',
    (hours) => {
      const range = { from: NOON, to: NOON + hours * 60 * MINUTE };
      const marks = timeMarks(range);
      expect(marks[0]).toBe(NOON);
      expect(marks.length).toBeGreaterThan(1);
      expect(marks.length).toBeLessThanOrEqual(4);
      for (const at of marks) expect(shareOf(range, at)).toBeLessThan(80);
    },
  );
});

test('time without Confera is cut off at both ends of the chart, and lasts to its end if it has none', () => {
  const range = { from: NOON, to: NOON + 100 * MINUTE };
  const gap = (from: number, to: number | null) => ({
    from: NOON + from * MINUTE,
    to: to === null ? null : NOON + to * MINUTE,
    is: 'offline' as const,
  });
  expect(gapsWithin(range, [gap(-20, -10), gap(-10, 5), gap(40, 60), gap(90, null)])).toEqual([
    { start: 0, end: 5 },
    { start: 40, end: 60 },
    { start: 90, end: 100 },
  ]);
});
