import { expect, it } from 'vitest';
import { type ReadEnd, waitBeforeNext } from '../../../../electron/core/programme/pace.ts';

const read = (seconds: number): ReadEnd => ({ is: 'read', freshForMs: seconds * 1000 });
const failed = (failures: number, retryAfter?: number): ReadEnd => ({
  is: 'failed',
  failures,
  retryAfterMs: retryAfter === undefined ? undefined : retryAfter * 1000,
});

const refused = (what: 'key' | 'read' | 'picture'): ReadEnd => ({ is: 'refused', what });

// How a read ended, a draw, and how many seconds pass before the next one.
it.each<[string, ReadEnd, number, number]>([
  ['a fresh answer', read(300), 0.5, 300],
  ['an answer that is fresh for a day', read(86_400), 0.5, 86_400],
  ['an answer that is fresh for a moment', read(1), 0.5, 60],
  ['an answer that is not fresh', read(0), 0.5, 60],
  ['a first failure', failed(1), 0, 60],
  ['a first failure, another draw', failed(1), 0.5, 75],
  ['a second failure', failed(2), 0, 120],
  ['a fourth failure', failed(4), 0, 480],
  ['a fifth failure', failed(5), 0, 900],
  ['a thousandth failure', failed(1000), 0.9, 900],
  ['a server that asks for five minutes', failed(1, 300), 0, 300],
  ['a server that asks for less than a minute', failed(1, 5), 0, 60],
  ['a server that asks for a day', failed(1, 86_400), 0, 900],
  ['a key that is refused', refused('key'), 0, 900],
  ['a read that is refused', refused('read'), 0, 3600],
  ['a read that is refused, another draw', refused('read'), 0.5, 2700],
  ['a picture that may not be shown', refused('picture'), 0, 86_400],
])('%s', (_, end, random, seconds) => {
  expect(waitBeforeNext(end, random)).toBe(seconds * 1000);
});
