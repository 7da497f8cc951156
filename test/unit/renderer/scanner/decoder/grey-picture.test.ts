import { expect, test } from 'vitest';
import {
  type GreyPicture,
  resized,
  sharpened,
  softened,
} from '../../../../../renderer/scanner/decoder/grey-picture.ts';

/** A picture of rows of shades. */
function picture(...rows: number[][]): GreyPicture {
  return {
    width: rows[0]?.length ?? 0,
    height: rows.length,
    pixels: new Uint8Array(rows.flat()),
  };
}
const rowsOf = ({ width, height, pixels }: GreyPicture) =>
  Array.from({ length: height }, (_, y) => [...pixels.slice(y * width, (y + 1) * width)]);
const filled = (width: number, height: number, shade: number) =>
  picture(...Array.from({ length: height }, () => Array<number>(width).fill(shade)));

test('a picture that shrinks keeps the mean of what it loses', () => {
  const checks = picture([0, 100, 40, 40], [100, 200, 40, 40]);
  expect(rowsOf(resized(checks, 0.5))).toEqual([[100, 40]]);
});

test('a picture that grows has its shades between those that it had', () => {
  const step = picture([0, 200], [0, 200]);
  expect(rowsOf(resized(step, 2))).toEqual([
    [0, 50, 150, 200],
    [0, 50, 150, 200],
    [0, 50, 150, 200],
    [0, 50, 150, 200],
  ]);
});

test.each([
  [1280, 720, 1.5, 1920, 1080],
  [101, 67, 1.5, 152, 101],
  [400, 300, 0.25, 100, 75],
  [3, 3, 0.1, 1, 1],
])('%i × %i, %f times as large, is %i × %i', (width, height, scale, toWidth, toHeight) => {
  const { pixels, ...size } = resized(filled(width, height, 77), scale);
  expect(size).toEqual({ width: toWidth, height: toHeight });
  expect(pixels.length).toBe(toWidth * toHeight);
  expect(new Set(pixels)).toEqual(new Set([77]));
});

test('softening spreads a speck of noise, and leaves even ground alone', () => {
  const speck = filled(9, 9, 100);
  speck.pixels[4 * 9 + 4] = 255;
  const soft = softened(speck);
  expect(soft.pixels[4 * 9 + 4]).toBeLessThan(130);
  expect(soft.pixels[4 * 9 + 5]).toBeGreaterThan(100);
  expect(rowsOf(softened(filled(9, 9, 100)))).toEqual(rowsOf(filled(9, 9, 100)));
});

test('sharpening makes a soft edge steeper, within black and white', () => {
  const row = [60, 60, 60, 60, 90, 130, 160, 160, 160, 160];
  const edge = picture(...Array.from({ length: 7 }, () => row));
  const middle = rowsOf(sharpened(edge, 0.5))[3] ?? [];
  expect((middle[5] ?? 0) - (middle[4] ?? 0)).toBeGreaterThan(40);
  expect(rowsOf(sharpened(edge, 50))[3]).toEqual(expect.arrayContaining([0, 255]));
});
