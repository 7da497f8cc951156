import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Effect } from '../../../../electron/core/delivery/classify-answer.ts';
import { adaptLimit, MAX_IN_FLIGHT } from '../../../../electron/core/delivery/in-flight-limit.ts';

const SLOW_DOWN: Effect = { kind: 'rate-limited', retryAfterMs: undefined };
const SUCCESS: Effect = { kind: 'answered' };
const free = { paused: false };

test('starts from eight attempts at once', () => {
  expect(MAX_IN_FLIGHT).toBe(8);
});

test.each([
  [8, 4],
  [5, 2.5],
  [2, 1],
  [1.5, 1],
  [1, 1],
])('"slow down" halves %f to %f, never below one', (limit, halved) => {
  expect(adaptLimit(limit, SLOW_DOWN, free)).toBe(halved);
});

test('"slow down" counts once: what was under way with it changes nothing', () => {
  expect(adaptLimit(4, SLOW_DOWN, { paused: true })).toBe(4);
});

test('each success gives a little back', () => {
  expect(adaptLimit(4, SUCCESS, free)).toBe(4.25);
  expect(adaptLimit(1, SUCCESS, free)).toBe(2);
});

test('one whole attempt is back after about as many successes as are under way', () => {
  let limit = 4;
  let successes = 0;
  while (limit < 5) {
    limit = adaptLimit(limit, SUCCESS, free);
    successes += 1;
  }
  expect(successes).toBe(5);
});

test('never more than eight', () => {
  expect(adaptLimit(8, SUCCESS, free)).toBe(8);
  expect(adaptLimit(7.99, SUCCESS, free)).toBe(8);
});

test('stays between one and eight, whatever comes', () => {
  const effects = fc.array(fc.tuple(fc.constantFrom(SLOW_DOWN, SUCCESS), fc.boolean()), {
    maxLength: 200,
  });
  fc.assert(
    fc.property(effects, (series) => {
      let limit: number = MAX_IN_FLIGHT;
      for (const [effect, paused] of series) {
        limit = adaptLimit(limit, effect, { paused });
        expect(limit).toBeGreaterThanOrEqual(1);
        expect(limit).toBeLessThanOrEqual(MAX_IN_FLIGHT);
      }
    }),
  );
});
