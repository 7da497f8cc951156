import { expect, test } from 'vitest';
import { asMeasurements as switches } from '../../bench/language-switch.ts';
import { aimed } from '../../bench/measurement.ts';
import { sizesOf } from '../../bench/script-size.ts';
import { asMeasurements } from '../../bench/slow-screen.ts';

const values = (lines: { name: string; value: number }[]) =>
  Object.fromEntries(lines.map(({ name, value }) => [name, value]));

test.each([
  [99, true],
  [100, true],
  [100.5, false],
  [Number.NaN, false],
])('a value of %d meets a goal of 100: %s', (value, met) => {
  expect(aimed({ name: 'x', value, unit: 'ms', goal: 100, n: 1 })).toMatchObject({ met });
});

test('a minute of scans comes to its percentiles, and to its long tasks', () => {
  const hundred = Array.from({ length: 100 }, (_, n) => n + 1);
  const lines = asMeasurements({
    cues: hundred.toReversed(),
    results: hundred.map((ms) => 2 * ms),
    longTasks: [51, 70, 60],
  });
  expect(values(lines)).toEqual({
    'screen-slowed.cue.p50': 50,
    'screen-slowed.cue.p95': 95,
    'screen-slowed.result.p50': 100,
    'screen-slowed.result.p95': 190,
    'screen-slowed.long-tasks': 3,
    'screen-slowed.longest-task': 70,
  });
});

test('a minute without a long task meets both goals for them', () => {
  const lines = asMeasurements({ cues: [1], results: [1], longTasks: [] });
  expect(lines.filter((line) => 'met' in line && !line.met)).toEqual([]);
});

test('switches of language come to the slowest of them, and to each language’s median', () => {
  expect(values(switches({ ja: [90, 30, 60], hi: [10, 20, 15] }))).toEqual({
    'screen-slowed.language.p95': 90,
    'screen-slowed.language.ja': 60,
    'screen-slowed.language.hi': 15,
  });
});

test('scripts count by their compressed size, the largest first, and the decoder’s do not count', () => {
  const script = (name: string, length: number) => ({
    name,
    bytes: Uint8Array.from({ length }, (_, n) => (n * n * 31) % 251),
  });
  const lines = sizesOf([
    script('ja-Ab3_-xYz.js', 100),
    script('decoder-worker-Ab3_-xYz.js', 9000),
    script('index-Ab34xYz9.js', 9000),
  ]);
  const [sum, index, japanese] = lines.map(({ value }) => value);
  expect(lines.map(({ name, n }) => [name, n])).toEqual([
    ['screen-script', 2],
    ['screen-script.index', 1],
    ['screen-script.ja', 1],
  ]);
  expect(sum).toBeCloseTo((index ?? 0) + (japanese ?? 0), 2);
  expect(index).toBeLessThan(9);
});
