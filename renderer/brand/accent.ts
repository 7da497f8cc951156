import { channelsOf, hexOf } from './colour.ts';
import { oklchOf } from './oklch.ts';
import { readable } from './readable.ts';

/** The themes that a colour can be seen in. The system's theme is always one of these. */
export const SHOWN_THEMES = ['dark', 'light', 'contrast'] as const;
export type ShownTheme = (typeof SHOWN_THEMES)[number];

/** What the accent stands on in each theme, the screen's ground first, as `renderer/styles/tokens.css` has it. */
export const GROUNDS: Record<ShownTheme, readonly [ground: string, field: string]> = {
  dark: ['#0e1116', '#171c24'],
  light: ['#fafaf7', '#ffffff'],
  contrast: ['#ffffff', '#ffffff'],
};

/** What WCAG 2.2 asks of text at least, and of text with enhanced contrast. */
const LEAST_CONTRAST: Record<ShownTheme, number> = { dark: 4.5, light: 4.5, contrast: 7 };

/** What an accent becomes in one theme, and what had to be done so that it can be read there. */
export type Accent = { colour: string; made: 'as-chosen' | 'lighter' | 'darker' };

/** What an organiser's accent becomes in each theme; null if the text isn't a colour such as `#0b5cad`. */
export function accentsFor(chosen: string): Record<ShownTheme, Accent> | null {
  const channels = channelsOf(chosen);
  if (!channels) return null;
  const before = oklchOf(channels).lightness;
  const accentIn = (theme: ShownTheme): Accent => {
    const colour = readable(chosen, GROUNDS[theme], LEAST_CONTRAST[theme]) ?? hexOf(channels);
    if (colour === hexOf(channels)) return { colour, made: 'as-chosen' };
    const after = oklchOf(channelsOf(colour) ?? channels).lightness;
    return { colour, made: after > before ? 'lighter' : 'darker' };
  };
  return { dark: accentIn('dark'), light: accentIn('light'), contrast: accentIn('contrast') };
}
