import { GROUNDS } from '../../../brand/accent.ts';
import { channelsOf } from '../../../brand/colour.ts';
import { readable } from '../../../brand/readable.ts';

/** The themes whose grounds are coloured. The third one has a white ground, which is lighter than that of `light`. */
export type Scheme = 'dark' | 'light';

/** What WCAG 2.2 asks for: of text, and of a line or a shape. */
const TEXT_CONTRAST = 4.5;
const SHAPE_CONTRAST = 3;

/** An organiser's colours, made fit for one ground. Null where there is none, so that the kiosk's own is used. */
export type BrandColours = { text: string | null; shape: string | null };

/** Text takes the accent and shapes the primary colour; either stands in for the other if that is missing. */
export function brandColours(
  { primary, accent }: { primary: string | null; accent: string | null },
  scheme: Scheme,
): BrandColours {
  const first = (...colours: readonly (string | null)[]) =>
    colours.find((colour) => channelsOf(colour) !== null) ?? null;
  const [ground] = GROUNDS[scheme];
  return {
    text: readable(first(accent, primary), [ground], TEXT_CONTRAST),
    shape: readable(first(primary, accent), [ground], SHAPE_CONTRAST),
  };
}
