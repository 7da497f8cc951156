import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { backoffMs } from '../../../../electron/core/delivery/backoff.ts';
import { STUBBORN_AFTER } from '../../../../electron/core/outbox/scan-row.ts';

/** Just below 1, which gives the longest wait. */
const LONGEST = 1 - Number.EPSILON;

test.each([
  [1, 500],
  [2, 1000],
  [3, 2000],
  [4, 4000],
  [5, 8000],
  [6, 10_000],
  [12, 10_000],
  [5000, 10_000],
])('after failure %i the wait stays below %i ms', (failures, ceiling) => {
  expect(backoffMs(failures, LONGEST)).toBe(ceiling - 1);
  expect(backoffMs(failures, 0.5)).toBe(ceiling / 2);
  expect(backoffMs(failures, 0)).toBe(0);
});

describe('a row that fails while others pass', () => {
  test('is stubborn after twelve failures', () => {
    expect(STUBBORN_AFTER).toBe(12);
  });

  test.each([1, 6, 11])('waits like any other after failure %i', (failures) => {
    expect(backoffMs(failures, LONGEST, { alone: true })).toBe(backoffMs(failures, LONGEST));
  });

  test.each([12, 13, 5000])('waits up to five minutes after failure %i', (failures) => {
    expect(backoffMs(failures, LONGEST, { alone: true })).toBe(299_999);
  });
});

test('the wait is a whole number of milliseconds within the cap, whatever the draw', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 10_000 }),
      fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      fc.boolean(),
      (failures, random, alone) => {
        const ms = backoffMs(failures, random, { alone });
        expect(Number.isInteger(ms)).toBe(true);
        expect(ms).toBeGreaterThanOrEqual(0);
        expect(ms).toBeLessThan(alone ? 300_000 : 10_000);
      },
    ),
  );
});
