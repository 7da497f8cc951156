/** How much room a text asks for: each step is set smaller than the one before, or gets the wider screens' second line. */
export type TextFit = 'short' | 'long' | 'longer' | 'longest';

/** The most characters of `short`, `long` and `longer`. */
type Limits = readonly [number, number, number];

/**
 * A result's largest line: two lines of the largest type and of the next smaller one on the narrowest screen, an
 * upright 9:16; then two lines of that smaller one on a wide screen.
 */
export const TITLE_FIT: Limits = [24, 40, 70];

/** What stands below it: two lines on the narrowest screen. */
export const BELOW_FIT: Limits = [62, 62, 62];

/** Hangul, kana, ideographs and full-width forms: about twice as wide as a Latin letter. */
const WIDE =
  /[\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\u{1f300}-\u{3ffff}]/u;

/** Chooses the size by the text alone, so that nothing has to be measured, and moved, after it was drawn. */
export function textFit(text: string, [short, long, longer]: Limits): TextFit {
  let width = 0;
  for (const character of text) width += WIDE.test(character) ? 2 : 1;
  if (width <= short) return 'short';
  if (width <= long) return 'long';
  return width <= longer ? 'longer' : 'longest';
}
