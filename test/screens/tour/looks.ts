import { LANGUAGE_CODES, type Language } from '../../../shared/words/languages.ts';
import type { Dress } from './toured-kiosk.ts';

/** The sizes of screen that every screen must suit, in pixels, as `800x480`. */
export const SIZES = ['800x480', '1366x768', '1080x1920', '3840x2160'] as const;

export type Size = (typeof SIZES)[number];

/** A language, a theme and a size that a screen is looked at in. */
export type Look = Dress & { size: Size };

/**
 * Where letters stand highest, words are longest, and what others are translated from: what doesn't fit anywhere doesn't
 * fit here.
 */
const LARGEST: readonly Language[] = ['en', 'ur', 'de'];

/**
 * Every language in one theme: at the smallest size, where the least room is, and at one of the others, which take
 * turns from screen to screen; the languages that need the most room at every size.
 *
 * @param turn a number of the screen's own
 */
export function everyLanguage(turn: number): Look[] {
  const [smallest, ...others] = SIZES;
  return LANGUAGE_CODES.flatMap((language, index) => {
    const inTurn = others[(index + turn) % others.length] ?? smallest;
    const sizes = LARGEST.includes(language) ? SIZES : [smallest, inTurn];
    return looks({ languages: [language], themes: ['dark'], sizes });
  });
}

/** All combinations, ordered so that what takes longest to change changes least often. */
export function looks(of: {
  languages: readonly Language[];
  themes: readonly Dress['theme'][];
  sizes: readonly Size[];
}): Look[] {
  return of.languages.flatMap((language) =>
    of.themes.flatMap((theme) => of.sizes.map((size) => ({ language, theme, size }))),
  );
}

/** Width and height of a size. */
export function pixelsOf(size: Size): { width: number; height: number } {
  const [width = 0, height = 0] = size.split('x').map(Number);
  return { width, height };
}
