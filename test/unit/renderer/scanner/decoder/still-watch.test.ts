import { describe, expect, test } from 'vitest';
import {
  hasMoved,
  type Luma,
  partsOf,
  StillWatch,
} from '../../../../../renderer/scanner/decoder/still-watch.ts';
import { randomNumbers } from '../../../../fixtures/random-numbers.ts';

const WIDTH = 1280;
const HEIGHT = 720;
const STRIDE = 1344;
const FRAME_MS = 33;

type Badge = { x: number; y: number; side: number; seed: number };

/** An entrance with a sensor's noise, and perhaps a badge with a code of small squares before it. */
function entrance({
  noise = 0,
  seed = 1,
  light = 0,
  badge,
}: {
  noise?: number;
  seed?: number;
  light?: number;
  badge?: Badge;
} = {}): Luma {
  const bytes = new Uint8Array(STRIDE * HEIGHT);
  const random = randomNumbers(seed);
  for (let y = 0; y < HEIGHT; y += 1) {
    for (let x = 0; x < WIDTH; x += 1) {
      const wall = 110 + 40 * Math.sin(x / 300) + light;
      bytes[y * STRIDE + x] = wall + noise * (random() + random() - 1);
    }
  }
  if (badge) draw(bytes, badge);
  return { width: WIDTH, height: HEIGHT, step: 1, stride: STRIDE, bytes };
}

/** A white badge, of which a third around the code is empty. */
function draw(bytes: Uint8Array, { x: left, y: top, side, seed }: Badge): void {
  const random = randomNumbers(seed);
  const module = side / 37;
  const dark = Array.from({ length: 25 * 25 }, () => random() < 0.5);
  for (let y = 0; y < side; y += 1) {
    for (let x = 0; x < side; x += 1) {
      const [column, row] = [Math.floor(x / module) - 6, Math.floor(y / module) - 6];
      const isCode = column >= 0 && column < 25 && row >= 0 && row < 25;
      bytes[(top + y) * STRIDE + left + x] = isCode && dark[row * 25 + column] ? 25 : 235;
    }
  }
}

const moved = (before: Luma, after: Luma) => hasMoved(partsOf(before), partsOf(after));

describe('a picture', () => {
  test('in which only the noise is another stands still', () => {
    for (let seed = 1; seed < 9; seed += 1) {
      const [one, other] = [seed, seed + 100].map((each) => entrance({ noise: 25, seed: each }));
      expect(moved(one as Luma, other as Luma)).toBe(false);
    }
  });

  test('of which a lamp has changed all stands still', () => {
    expect(moved(entrance({ noise: 10 }), entrance({ noise: 10, seed: 2, light: 30 }))).toBe(false);
  });

  test.each([36, 72, 144, 288, 560])('into which a badge of %i pixels comes has moved', (side) => {
    for (const x of [3, 411, 700]) {
      const badge = { x, y: 97, side, seed: 5 };
      expect(moved(entrance(), entrance({ badge }))).toBe(true);
      expect(moved(entrance({ badge }), entrance())).toBe(true);
    }
  });

  test.each([72, 288, 560])(
    'in which another code of %i pixels takes the place of one has moved',
    (side) => {
      const badge = { x: 411, y: 97, side, seed: 5 };
      expect(moved(entrance({ badge }), entrance({ badge: { ...badge, seed: 6 } }))).toBe(true);
    },
  );

  test('with other sizes than those of a part is looked at to its edges', () => {
    const at = { width: 7, height: 5, step: 1, stride: 9 };
    const dark = { ...at, bytes: new Uint8Array(45) };
    const light = { ...at, bytes: new Uint8Array(45).fill(200, 38, 43) };
    expect(moved(dark, light)).toBe(true);
  });
});

test('a picture in colours is looked at by the one byte of each pixel that is given', () => {
  const at = { width: 64, height: 36, step: 4, stride: 256 };
  const before = new Uint8ClampedArray(4 * 64 * 36);
  const [red, green] = [before.slice(), before.slice()];
  for (let pixel = 0; pixel < 64 * 12; pixel += 1) {
    red[4 * pixel] = 200;
    green[4 * pixel + 1] = 200;
  }
  const seen = (bytes: Uint8ClampedArray): Luma => ({ ...at, bytes: bytes.subarray(1) });
  expect(moved(seen(before), seen(red))).toBe(false);
  expect(moved(seen(before), seen(green))).toBe(true);
});

describe('frames of a camera', () => {
  const still = partsOf(entrance());
  const other = partsOf(entrance({ badge: { x: 400, y: 200, side: 200, seed: 5 } }));

  /** How many of a second's frames are decoded. */
  function decodedIn(
    watch: StillWatch<{ text: string }>,
    { from, seconds, parts = still }: { from: number; seconds: number; parts?: Float32Array },
  ): number {
    let count = 0;
    for (let at = from; at < from + seconds * 1000; at += FRAME_MS) {
      if (!watch.isWorthDecoding(parts, at)) continue;
      count += 1;
      watch.found(watch.codes, at);
    }
    return count;
  }

  test('are all decoded for a while, and then now and then', () => {
    const watch = new StillWatch<{ text: string }>();
    expect(decodedIn(watch, { from: 0, seconds: 1 })).toBe(31);
    decodedIn(watch, { from: 1000, seconds: 2 });
    expect(decodedIn(watch, { from: 3000, seconds: 10 })).toBe(4);
  });

  test('are all decoded from the first one on in which something has moved', () => {
    const watch = new StillWatch<{ text: string }>();
    decodedIn(watch, { from: 0, seconds: 3 });
    expect(watch.isWorthDecoding(other, 3010)).toBe(true);
    expect(decodedIn(watch, { from: 3043, seconds: 1, parts: other })).toBe(31);
  });

  test('in which something creeps are decoded once it has gone far enough', () => {
    const watch = new StillWatch<{ text: string }>();
    decodedIn(watch, { from: 0, seconds: 2 });
    const crept = (share: number) =>
      still.map((each, n) => each + share * ((other[n] ?? 0) - each));
    const worth = [0.01, 0.02, 0.03, 0.5].map((share, n) =>
      watch.isWorthDecoding(crept(share), 2010 + n),
    );
    expect(worth).toEqual([false, false, false, true]);
  });

  test('are all decoded again if one of them has shown other codes', () => {
    const watch = new StillWatch<{ text: string }>();
    decodedIn(watch, { from: 0, seconds: 3 });
    const due = 3000 + 2500;
    expect(watch.isWorthDecoding(still, due)).toBe(true);
    watch.found([{ text: 'BADGE-1' }], due);
    expect(watch.codes).toEqual([{ text: 'BADGE-1' }]);
    expect(decodedIn(watch, { from: due + FRAME_MS, seconds: 1 })).toBe(31);
  });
});
