import { channelsOf, contrast, hexOf } from './colour.ts';
import { channelsFor, oklchOf } from './oklch.ts';

/** How much lighter or darker a colour is made at a time. It is less than anybody sees. */
const STEP = 0.004;

/**
 * The colour itself if it stands out from every ground, and otherwise the nearest one of the same hue that does: lighter
 * on dark grounds, darker on light ones.
 *
 * @param colour as `#rgb` or `#rrggbb`
 * @param grounds all of them dark or all of them light
 * @param least the contrast that is needed
 * @returns `#rrggbb`, or null if the colour isn't one
 */
export function readable(
  colour: string | null,
  grounds: readonly string[],
  least: number,
): string | null {
  const channels = channelsOf(colour);
  if (!channels) return null;
  const standsOut = (hex: string) => grounds.every((ground) => contrast(hex, ground) >= least);
  const onDark = grounds.every((ground) => contrast('#fff', ground) > contrast('#000', ground));
  const { lightness, ...rest } = oklchOf(channels);
  let mended = hexOf(channels);
  for (let steps = 1; !standsOut(mended); steps++) {
    const next = lightness + (onDark ? STEP : -STEP) * steps;
    if (next <= 0 || next >= 1) return onDark ? '#ffffff' : '#000000';
    mended = hexOf(channelsFor({ lightness: next, ...rest }));
  }
  return mended;
}
