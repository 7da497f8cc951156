import { describe, expect, test } from 'vitest';
import {
  type Failure,
  pauseBeforeStart,
  type Recovery,
  recoveryFrom,
  type Trouble,
} from '../../../../electron/shell/recovery/recovery-policy.ts';

const MINUTE = 60_000;

/** The same trouble at each of these times. */
const failing = (trouble: Trouble, times: number[]): Failure[] =>
  times.map((at) => ({ trouble, at }));

describe.each(['page-gone', 'page-hung', 'page-not-loaded', 'window-closed'] as const)(
  '%s',
  (trouble) => {
    test.each<[string, number[], Recovery]>([
      ['the first is mended at once', [0], { is: 'rebuild', afterMs: 0 }],
      ['the second after half a second', [0, 10], { is: 'rebuild', afterMs: 500 }],
      ['then after twice that', [0, 10, 2000], { is: 'rebuild', afterMs: 1000 }],
      ['and twice again', [0, 10, 2000, 5000], { is: 'rebuild', afterMs: 2000 }],
      ['the fifth shows the fault', [0, 10, 2000, 5000, 10_000], { is: 'fault', forMs: 60_000 }],
      ['and so does the next', [0, 1, 2, 3, 4, 60_000], { is: 'fault', forMs: 60_000 }],
      ['old ones are forgotten', [0, 1, 2, 3, 4, 6 * MINUTE], { is: 'rebuild', afterMs: 0 }],
    ])('%s', (_, times, recovery) => {
      expect(recoveryFrom(failing(trouble, times))).toEqual(recovery);
    });
  },
);

test('all troubles of the page count together', () => {
  const failures = [...failing('page-gone', [0, 1, 2]), ...failing('page-hung', [3, 4])];
  expect(recoveryFrom(failures)).toEqual({ is: 'fault', forMs: 60_000 });
});

test('a fault page that fails is shown again after a pause, and does not count as the kiosk failing', () => {
  const failures = failing('fault-page', [0, 1, 2, 3, 4]);
  expect(recoveryFrom(failures)).toEqual({ is: 'fault-again', afterMs: 5_000 });
  const after = [...failures, ...failing('page-gone', [5])];
  expect(recoveryFrom(after)).toEqual({ is: 'rebuild', afterMs: 0 });
});

test.each<[string, number[], Recovery]>([
  ['is left to Chromium', [0], { is: 'leave' }],
  ['twice, too', [0, 1000], { is: 'leave' }],
  ['three times in ten minutes', [0, 1, 9 * MINUTE], { is: 'restart', softwareGraphics: true }],
  ['three times in a day', [0, 60 * MINUTE, 120 * MINUTE], { is: 'leave' }],
])('a graphics process that is gone: %s', (_, times, recovery) => {
  expect(recoveryFrom(failing('gpu-gone', times))).toEqual(recovery);
});

test('graphics that fail do not count as the page failing', () => {
  const failures = [...failing('gpu-gone', [0, 1]), ...failing('page-gone', [2])];
  expect(recoveryFrom(failures)).toEqual({ is: 'rebuild', afterMs: 0 });
});

test('an exception in the main process starts it anew', () => {
  expect(recoveryFrom(failing('exception', [0]))).toEqual({
    is: 'restart',
    softwareGraphics: false,
  });
});

test('no failure, nothing to do', () => {
  expect(recoveryFrom([])).toEqual({ is: 'leave' });
});

describe('the pause before a start', () => {
  const now = Date.UTC(2026, 1, 3, 9);
  test.each<[string, number[], number]>([
    ['none after an ordinary end', [], 0],
    ['none after one exception', [now - 1000], 0],
    ['none after three', [now - 3000, now - 2000, now - 1000], 0],
    ['a minute after four in ten minutes', [now - 4, now - 3, now - 2, now - 1], 60_000],
    ['none once they are old', [1, 2, 3, 4].map((n) => now - n * 20 * MINUTE), 0],
    ['a clock that was set back by a day blocks nothing', Array(9).fill(now + 1440 * MINUTE), 0],
  ])('%s', (_, times, pause) => {
    expect(pauseBeforeStart(times, now)).toBe(pause);
  });
});
