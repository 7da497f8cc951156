import { expect, test } from 'vitest';
import {
  BESIDE_MS,
  NOTHING_IN_VIEW,
  OUT_OF_VIEW_MS,
  see,
} from '../../../renderer/scanner/presence.ts';

/** A badge in a frame: its code, where its left edge is, and how wide it is. */
type InFrame = [code: string, left: number, width: number];
/** When, and what was read then. */
type Frame = [time: number, ...badges: InFrame[]];

/** What counts as shown of what a camera saw, and when it was too crowded to tell. */
function shown(frames: Frame[]): string[] {
  let presence = NOTHING_IN_VIEW;
  return frames.flatMap(([time, ...badges]) => {
    const codes = badges.map(([text, x, width]) => ({
      text,
      aim: ']Q1',
      box: { x, y: 100, width, height: width },
    }));
    const seen = see(presence, codes, time);
    presence = seen.presence;
    return [...(seen.shown ? [`${seen.shown}@${time}`] : []), ...(seen.crowded ? ['crowd'] : [])];
  });
}

const FRAME_MS = 40;
const held = (from: number, to: number, ...badges: InFrame[]): Frame[] =>
  Array.from({ length: Math.floor((to - from) / FRAME_MS) + 1 }, (_, index) => [
    from + index * FRAME_MS,
    ...badges,
  ]);
const A: InFrame = ['a', 100, 200];
const B: InFrame = ['b', 500, 200];
const B_IN_PLACE_OF_A: InFrame = ['b', 150, 190];
const B_BEHIND: InFrame = ['b', 500, 100];

test.each<[string, Frame[], string[]]>([
  ['held in view for ten seconds is shown once', held(0, 10_000, A), ['a@0']],
  [
    'missed now and then is shown once',
    [
      [0, A],
      [1400, A],
      [2800, A],
    ],
    ['a@0'],
  ],
  [
    'moved about is shown once',
    [
      [0, A],
      [40, ['a', 400, 150]],
      [80, ['a', 700, 250]],
    ],
    ['a@0'],
  ],
  [
    'gone for long enough is shown again',
    [
      [0, A],
      [OUT_OF_VIEW_MS, A],
    ],
    ['a@0', `a@${OUT_OF_VIEW_MS}`],
  ],
  [
    'gone for less is not',
    [
      [0, A],
      [OUT_OF_VIEW_MS - 1, A],
    ],
    ['a@0'],
  ],
  [
    'followed at once by another in its place is not waited for',
    [
      [0, A],
      [40, B_IN_PLACE_OF_A],
    ],
    ['a@0', 'b@40'],
  ],
  [
    'followed by another elsewhere is waited for',
    [
      [0, A],
      [40, B],
      [BESIDE_MS, B],
    ],
    ['a@0', 'crowd', `b@${BESIDE_MS}`],
  ],
  [
    'after another is shown',
    [...held(0, 1500, A), ...held(2000, 3500, B), ...held(5000, 6000, A)],
    ['a@0', 'b@2000', 'a@5000'],
  ],
  [
    'beside one as large is refused, as is that',
    [
      [0, A, B],
      [40, B, A],
    ],
    ['crowd', 'crowd'],
  ],
  [
    'taking turns with one as large is refused, as is that',
    [
      [0, A, B],
      [40, A],
      [80, B],
      [120, A],
      [160, B],
    ],
    ['crowd', 'crowd', 'crowd', 'crowd', 'crowd'],
  ],
  [
    'left alone is shown, once the other is surely gone',
    [
      [0, A, B],
      [BESIDE_MS - 1, B],
      [BESIDE_MS, B],
    ],
    ['crowd', 'crowd', `b@${BESIDE_MS}`],
  ],
  ['clearly nearer than another is shown, and that is not', held(0, 2000, B_BEHIND, A), ['a@0']],
  [
    'held on while another comes beside it is not shown again, and that waits',
    [
      [0, A],
      [40, A, B],
      [80, A, B],
    ],
    ['a@0', 'crowd', 'crowd'],
  ],
  [
    'behind one that is taken away is shown then',
    [...held(0, 1000, A, B_BEHIND), ...held(1040, 2000, B_BEHIND)],
    ['a@0', 'b@1400'],
  ],
])('a badge %s', (_, frames, expected) => {
  expect(shown(frames)).toEqual(expected);
});

test('two badges that were both taken crowd nobody', () => {
  const frames: Frame[] = [
    [0, A],
    [40, B_IN_PLACE_OF_A],
    [80, A, B],
  ];
  expect(shown(frames)).toEqual(['a@0', 'b@40']);
});

test('codes that are gone are forgotten', () => {
  let presence = NOTHING_IN_VIEW;
  for (let time = 0; time < 100_000; time += 1000) {
    const codes = [{ text: `code-${time}`, aim: ']Q1', box: { x: 0, y: 0, width: 9, height: 9 } }];
    presence = see(presence, codes, time).presence;
  }
  expect([presence.inView.size, presence.taken.size]).toEqual([1, 2]);
});
