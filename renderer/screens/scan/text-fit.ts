/** How much room a text needs. The longer it is, the smaller it is set. */
export type TextFit = 'short' | 'long' | 'longer' | 'longest';

/** The most characters that a `short`, a `long` and a `longer` text may have. */
type Limits = readonly [number, number, number];

/**
 * For the title of a result. The first two limits are what fits on two lines of the narrowest screen, an upright 9:16,
 * in the largest and in the next smaller size. The third is what fits on two lines of a wide screen in that smaller
 * size.
 */
export const TITLE_FIT: Limits = [24, 40, 70];

/**
 * For the line below the title: what fits on two lines of the narrowest screen, and what on three lines of it and on two
 * of a wide one. Only the name of another entrance makes it longer.
 */
export const BELOW_FIT: Limits = [62, 62, 100];

/** For the event's name in half the header: what fits on two lines of the narrowest screen in the larger size. */
export const EVENT_FIT: Limits = [28, 28, 28];

/** Hangul, kana, ideographs and full-width forms, which are about twice as wide as a Latin letter. */
const WIDE =
  /[\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\u{1f300}-\u{3ffff}]/u;

/** How much room a text needs. Only its length decides, so that nothing has to be measured, and moved, once drawn. */
export function textFit(text: string, [short, long, longer]: Limits): TextFit {
  let width = 0;
  for (const character of text) width += WIDE.test(character) ? 2 : 1;
  if (width <= short) return 'short';
  if (width <= long) return 'long';
  return width <= longer ? 'longer' : 'longest';
}
