import { expect, test } from 'vitest';
import { logoPlate } from '../../../../../../renderer/screens/scan/programme/logo-plate.ts';

type Pixel = readonly [red: number, green: number, blue: number, opacity: number];

const WHITE: Pixel = [255, 255, 255, 255];
const BLACK: Pixel = [0, 0, 0, 255];
const BLUE: Pixel = [27, 110, 148, 255];
const NOTHING: Pixel = [0, 0, 0, 0];

test.each<[string, Pixel[], string, string]>([
  ['dark on nothing', [BLACK, BLACK, NOTHING], 'light', 'none'],
  ['white on nothing', [WHITE, NOTHING, NOTHING], 'none', 'dark'],
  ['a colour in between', [BLUE, NOTHING], 'none', 'none'],
  ['white with a dark word', [WHITE, BLACK, NOTHING], 'light', 'dark'],
  ['one that brings its own ground', [BLACK, BLACK, WHITE], 'none', 'none'],
  ['an empty one', [NOTHING, NOTHING], 'none', 'none'],
])('a logo that is %s', (_, pixels, onDark, onLight) => {
  const data = new Uint8ClampedArray(pixels.flat());
  expect([logoPlate(data, 'dark'), logoPlate(data, 'light')]).toEqual([onDark, onLight]);
});
