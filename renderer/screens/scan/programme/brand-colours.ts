type Channels = readonly [red: number, green: number, blue: number];

/** The grounds of the idle picture, as `renderer/styles/tokens.css` has them. */
export const IDLE_GROUNDS = { dark: '#0e1116', light: '#fafaf7' } as const;
export type Scheme = keyof typeof IDLE_GROUNDS;

/** What WCAG 2.2 asks for: of text, and of a line or a shape. */
const TEXT_CONTRAST = 4.5;
const SHAPE_CONTRAST = 3;

/** How far a colour is mended at a time, as a share of the way to white or black. */
const STEP = 0.02;

const WHITE: Channels = [255, 255, 255];
const BLACK: Channels = [0, 0, 0];

/** An organiser's colours, made fit for one ground. Null where there is none, so that the kiosk's own is used. */
export type BrandColours = { text: string | null; shape: string | null };

/** Text takes the accent and shapes the primary colour; either stands in for the other if that is missing. */
export function brandColours(
  { primary, accent }: { primary: string | null; accent: string | null },
  scheme: Scheme,
): BrandColours {
  const first = (...colours: readonly (string | null)[]) =>
    colours.map(channelsOf).find((channels) => channels !== null) ?? null;
  const ground = channelsOf(IDLE_GROUNDS[scheme]) ?? BLACK;
  const mend = (colour: Channels | null, least: number) =>
    colour && hexOf(mended(colour, ground, least));
  return {
    text: mend(first(accent, primary), TEXT_CONTRAST),
    shape: mend(first(primary, accent), SHAPE_CONTRAST),
  };
}

/** The ratio of the luminances of two colours, from 1 to 21, as WCAG computes it. */
export function contrast(one: string, other: string): number {
  const [a, b] = [channelsOf(one), channelsOf(other)];
  return a && b ? contrastOf(a, b) : 1;
}

/** The colour itself if it stands out enough, and otherwise the nearest mixture with white or black that does. */
function mended(colour: Channels, ground: Channels, least: number): Channels {
  const towards = contrastOf(WHITE, ground) >= contrastOf(BLACK, ground) ? WHITE : BLACK;
  for (let share = 0; share < 1; share += STEP) {
    const mixture = mix(colour, towards, share);
    if (contrastOf(mixture, ground) >= least) return mixture;
  }
  return towards;
}

function mix(from: Channels, to: Channels, share: number): Channels {
  const between = (index: 0 | 1 | 2) => Math.round(from[index] + (to[index] - from[index]) * share);
  return [between(0), between(1), between(2)];
}

function contrastOf(one: Channels, other: Channels): number {
  const [brighter = 0, darker = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (brighter + 0.05) / (darker + 0.05);
}

function luminance(channels: Channels): number {
  const [red = 0, green = 0, blue = 0] = channels.map((channel) => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** The channels of `#rgb` or `#rrggbb`; null for anything else. */
function channelsOf(colour: string | null): Channels | null {
  const [, short, long] = /^#(?:([0-9a-f]{3})|([0-9a-f]{6}))$/i.exec(colour ?? '') ?? [];
  const hex = long ?? short?.replace(/./g, '$&$&');
  if (hex === undefined) return null;
  const value = Number.parseInt(hex, 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}

function hexOf(channels: Channels): string {
  return `#${channels.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`;
}
