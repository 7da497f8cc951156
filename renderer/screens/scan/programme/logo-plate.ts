import { GROUNDS } from '../../../brand/accent.ts';
import { contrast } from '../../../brand/colour.ts';
import type { Scheme } from './brand-colours.ts';

/** What a logo stands on: the ground itself, or a plate that it can be seen on. */
export type LogoPlate = 'none' | 'light' | 'dark';

/** Less contrast than this with the ground, and a part of the logo can't be made out. */
const VISIBLE = 1.6;
/** More than this share of the logo must be visible. */
const ENOUGH = 0.7;
/** Pixels that are more transparent than this, from 0 to 255, are not counted. */
const OPAQUE = 128;

/**
 * Which plate a logo needs. Many are drawn for white paper, and some for a dark one, with nothing behind them.
 *
 * @param pixels four bytes a pixel: red, green, blue and opacity
 */
export function logoPlate(pixels: Uint8ClampedArray, scheme: Scheme): LogoPlate {
  const colours: string[] = [];
  for (let index = 0; index < pixels.length; index += 4) {
    if ((pixels[index + 3] ?? 0) < OPAQUE) continue;
    const hex = [...pixels.subarray(index, index + 3)]
      .map((channel) => channel.toString(16).padStart(2, '0'))
      .join('');
    colours.push(`#${hex}`);
  }
  const covers = colours.length === pixels.length / 4;
  // A picture without transparency brings its own ground.
  if (covers || colours.length === 0) return 'none';
  const [ground] = GROUNDS[scheme];
  const visible = colours.filter((colour) => contrast(colour, ground) >= VISIBLE).length;
  if (visible / colours.length > ENOUGH) return 'none';
  return scheme === 'dark' ? 'light' : 'dark';
}
