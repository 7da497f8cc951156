import { expect, it } from 'vitest';
import { growthSince, type MemorySample } from '../../real-electron/soak/memory.ts';

/** A sample each ten seconds for an hour, of a page as `page` has it at each minute. */
const anHour = (page: (minute: number) => number): MemorySample[] =>
  Array.from({ length: 360 }, (_, index) => index / 6).map((minute) => ({
    minute,
    kib: { page: page(minute) },
  }));

it.each([
  { name: 'nothing, if nothing grows', page: () => 100, before: 100, after: 100 },
  {
    name: 'what comes after the tenth minute',
    page: (m: number) => (m < 10 ? 100 : 130),
    before: 100,
    after: 130,
  },
  {
    name: 'nothing of what comes before',
    page: (m: number) => (m < 8 ? 50 : 100),
    before: 100,
    after: 100,
  },
  {
    name: 'nothing of a moment',
    page: (m: number) => (m > 59.7 ? 900 : 100),
    before: 100,
    after: 100,
  },
])('the growth of a process is $name', ({ page, before, after }) => {
  expect(growthSince(anHour(page), 10)).toEqual([
    { kind: 'page', before, after, ratio: after / before },
  ]);
});
