import { expect, test } from 'vitest';
import { NOTHING_IN_VIEW, OUT_OF_VIEW_MS, see } from '../../../renderer/scanner/presence.ts';

/** The codes that count as shown, of what a camera saw and when. */
function shown(sightings: [code: string, time: number][]): string[] {
  let presence = NOTHING_IN_VIEW;
  return sightings.flatMap(([code, time]) => {
    const seen = see(presence, code, time);
    presence = seen.presence;
    return seen.isNew ? [`${code}@${time}`] : [];
  });
}
const held = (code: string, from: number, to: number): [string, number][] =>
  Array.from({ length: Math.floor((to - from) / 40) + 1 }, (_, index) => [code, from + index * 40]);

test.each<[string, [string, number][], string[]]>([
  ['held in view is shown once', held('a', 0, 10_000), ['a@0']],
  [
    'missed now and then is shown once',
    [
      ['a', 0],
      ['a', 1400],
      ['a', 2800],
    ],
    ['a@0'],
  ],
  [
    'gone for long enough is shown again',
    [
      ['a', 0],
      ['a', OUT_OF_VIEW_MS],
    ],
    ['a@0', `a@${OUT_OF_VIEW_MS}`],
  ],
  [
    'gone for less is not',
    [
      ['a', 0],
      ['a', OUT_OF_VIEW_MS - 1],
    ],
    ['a@0'],
  ],
  [
    'taking turns with another is shown once, as is the other',
    [
      ['a', 0],
      ['b', 40],
      ['a', 80],
      ['b', 120],
      ['a', 160],
    ],
    ['a@0', 'b@40'],
  ],
  [
    'after another is shown',
    [...held('a', 0, 1500), ...held('b', 2000, 3500), ...held('a', 5000, 6000)],
    ['a@0', 'b@2000', 'a@5000'],
  ],
])('a code %s', (_, sightings, expected) => {
  expect(shown(sightings)).toEqual(expected);
});

test('codes that are gone are forgotten', () => {
  let presence = NOTHING_IN_VIEW;
  for (let time = 0; time < 100_000; time += 1000)
    presence = see(presence, `code-${time}`, time).presence;
  expect(presence.size).toBe(2);
});
