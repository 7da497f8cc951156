import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Debounce } from '../../../../electron/core/checkin/debounce.ts';

test.each([
  ['at the same moment', 0, true],
  ['just within the window', 499.9, true],
  ['at the end of the window', 500, false],
  ['long after it', 60_000, false],
])('the same code %s: a repeat or not', (_when, after, repeat) => {
  const debounce = new Debounce(500);
  expect(debounce.take('A', 1000)).toBe(true);
  expect(debounce.take('A', 1000 + after)).toBe(!repeat);
});

test('another code is never a repeat', () => {
  const debounce = new Debounce(500);
  expect(debounce.take('A', 0)).toBe(true);
  expect(debounce.take('a', 0)).toBe(true);
  expect(debounce.take('B', 1)).toBe(true);
});

test('a code between two scans of another does not hide the repeat', () => {
  const debounce = new Debounce(500);
  debounce.take('A', 0);
  debounce.take('B', 100);
  expect(debounce.take('A', 200)).toBe(false);
  expect(debounce.take('B', 599)).toBe(false);
  expect(debounce.take('A', 599)).toBe(true);
});

test('repeats do not prolong the window: a stuck scanner is heard once a window', () => {
  const debounce = new Debounce(500);
  const heard: number[] = [];
  for (let at = 0; at < 2000; at += 100) {
    if (debounce.take('A', at)) heard.push(at);
  }
  expect(heard).toEqual([0, 500, 1000, 1500]);
});

test('a scan that could not be taken may be tried again at once', () => {
  const debounce = new Debounce(500);
  debounce.take('A', 0);
  debounce.take('B', 0);
  debounce.forget('A');
  expect(debounce.take('A', 10)).toBe(true);
  expect(debounce.take('B', 10)).toBe(false);
});

test('forgetting a code that was never seen changes nothing', () => {
  const debounce = new Debounce(500);
  debounce.take('A', 0);
  debounce.forget('B');
  expect(debounce.take('A', 10)).toBe(false);
});

test('over any series, a code is taken exactly when its last taken scan is a window ago', () => {
  const steps = fc.array(
    fc.record({ code: fc.constantFrom('A', 'B', 'C'), after: fc.integer({ min: 0, max: 700 }) }),
    { maxLength: 60 },
  );
  fc.assert(
    fc.property(steps, fc.integer({ min: 300, max: 800 }), (series, windowMs) => {
      const debounce = new Debounce(windowMs);
      const taken = new Map<string, number>();
      let at = 0;
      for (const { code, after } of series) {
        at += after;
        const last = taken.get(code) ?? Number.NEGATIVE_INFINITY;
        const repeat = at - last < windowMs;
        expect(debounce.take(code, at)).toBe(!repeat);
        if (!repeat) taken.set(code, at);
      }
    }),
  );
});
