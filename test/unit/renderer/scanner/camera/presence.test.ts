import { expect, test } from 'vitest';
import { RANK, type Rank } from '../../../../../renderer/scanner/camera/badge-rank.ts';
import {
  ALONE_MS,
  BESIDE_MS,
  NOTHING_IN_VIEW,
  OUT_OF_VIEW_MS,
  see,
} from '../../../../../renderer/scanner/camera/presence.ts';
import { PREPARATIONS } from '../../../../../renderer/scanner/decoder/preparations.ts';

/** A code in a frame: its text, where its left edge is, how wide it is, and its rank, that of a badge unless said. */
type InFrame = [code: string, left: number, width: number, rank?: Rank];
/** When, and what was read then. */
type Frame = [time: number, ...badges: InFrame[]];

/** What counts as shown of what a camera saw, and when it was too crowded to tell. */
function shown(frames: Frame[]): string[] {
  let presence = NOTHING_IN_VIEW;
  return frames.flatMap(([time, ...badges]) => {
    const codes = badges.map(([text, x, width, rank = RANK.badge]) => ({
      text,
      rank,
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
/** An address and a contact card, as large as the badge and larger. */
const URL: InFrame = ['url', 500, 200, RANK.other];
const LARGE_URL: InFrame = ['url', 500, 400, RANK.other];
const OTHER_URL: InFrame = ['url2', 800, 200, RANK.other];
const CARD: InFrame = ['card', 800, 400, RANK.unsendable];
const URL_IN_PLACE_OF_A: InFrame = ['url', 150, 190, RANK.other];
/** The first frame at which a code that has been alone for long enough is taken. */
const ALONE = Math.ceil(ALONE_MS / FRAME_MS) * FRAME_MS;

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

test.each<[string, Frame[], string[]]>([
  ['beside an address as large is shown at once', held(0, 2000, A, URL), ['a@0']],
  ['beside an address that is larger is shown at once', held(0, 2000, A, LARGE_URL), ['a@0']],
  ['beside several other codes is shown at once', held(0, 2000, A, URL, OTHER_URL, CARD), ['a@0']],
  [
    'read a while after the address beside it is shown then, and that never',
    [...held(0, ALONE_MS - FRAME_MS, LARGE_URL), ...held(ALONE_MS, 5000, A, LARGE_URL)],
    [`a@${ALONE_MS}`],
  ],
  [
    'read after the address was refused is shown at once',
    [...held(0, 1000, URL), ...held(1040, 2000, A, URL)],
    [`url@${ALONE}`, 'a@1040'],
  ],
  [
    'taken away before the address on it leaves nothing to be shown',
    [...held(0, 1000, A, URL), ...held(1040, 2400, URL)],
    ['a@0'],
  ],
  [
    'read in turns with the address on it is shown alone',
    Array.from({ length: 100 }, (_, n) => [n * FRAME_MS, n % 9 === 8 ? A : URL]),
    [`a@${8 * FRAME_MS}`],
  ],
  [
    'beside one as large is refused, whatever else is there',
    [
      [0, A, B, URL],
      [40, A, B, CARD],
    ],
    ['crowd', 'crowd'],
  ],
  [
    'gone for long enough lets an address be shown that stayed',
    [...held(0, 1000, A, URL), ...held(1040, 3000, URL)],
    ['a@0', 'url@2520'],
  ],
])('a badge %s', (_, frames, expected) => {
  expect(shown(frames)).toEqual(expected);
});

test.each<[string, Frame[], string[]]>([
  ['is shown once it has been alone for a while', held(0, 3000, URL), [`url@${ALONE}`]],
  ['is not shown where it was seen for less', [...held(0, ALONE_MS - FRAME_MS, URL)], []],
  [
    'is shown where few frames read it',
    Array.from({ length: 30 }, (_, n) => [n * FRAME_MS, ...(n % 9 === 0 ? [URL] : [])]),
    [`url@${18 * FRAME_MS}`],
  ],
  [
    'is shown after every preparation had its turn, however slow they are',
    Array.from({ length: 20 }, (_, n) => [n * 100, URL]),
    [`url@1100`],
  ],
  [
    'is shown where only one preparation reads it, on a machine that takes 1.2 s for all of them',
    Array.from({ length: 30 }, (_, n) => [
      n * 100,
      ...(n % PREPARATIONS.length === 0 ? [URL] : []),
    ]),
    [`url@${100 * PREPARATIONS.length}`],
  ],
  [
    'waits anew where it was out of view in between',
    [...held(0, 400, URL), ...held(440, 399 + ALONE_MS), ...held(400 + ALONE_MS, 2000, URL)],
    [`url@${400 + ALONE_MS + ALONE}`],
  ],
  [
    'is shown in place of the badge of somebody else',
    [...held(0, 1000, A), ...held(1040, 3000, URL_IN_PLACE_OF_A)],
    ['a@0', `url@${1040 + ALONE}`],
  ],
  [
    'is not shown while a badge is there, also one that was taken',
    [...held(0, 1000, A), ...held(1040, 4000, A, LARGE_URL)],
    ['a@0'],
  ],
  ['goes before one that could not even be sent', held(0, 2000, URL, CARD), [`url@${ALONE}`]],
  [
    'is asked to come alone beside one of its kind, but not at once',
    held(0, ALONE, URL, OTHER_URL),
    ['crowd'],
  ],
])('a code that is no badge’s %s', (_, frames, expected) => {
  expect(shown(frames)).toEqual(expected);
});

test('of codes that can’t be sent one is shown, and none is asked to come alone', () => {
  const part: InFrame = ['part', 500, 200, RANK.unsendable];
  const otherPart: InFrame = ['part2', 800, 210, RANK.unsendable];
  const larger: InFrame = ['part', 500, 220, RANK.unsendable];
  const frames = [...held(0, 2000, part, otherPart), ...held(2040, 4000, larger, otherPart)];
  expect(shown(frames)).toEqual([`part2@${ALONE}`]);
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
    const box = { x: 0, y: 0, width: 9, height: 9 };
    presence = see(presence, [{ text: `code-${time}`, rank: RANK.badge, box }], time).presence;
  }
  expect(presence.size).toBe(2);
});
