/** Red, green and blue, each from 0 to 255. */
export type Channels = readonly [red: number, green: number, blue: number];

/** The channels of `#rgb` or `#rrggbb`; null for anything else. */
export function channelsOf(colour: string | null): Channels | null {
  const [, short, long] = /^#(?:([0-9a-f]{3})|([0-9a-f]{6}))$/i.exec(colour ?? '') ?? [];
  const hex = long ?? short?.replace(/./g, '$&$&');
  if (hex === undefined) return null;
  const value = Number.parseInt(hex, 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}

export function hexOf(channels: Channels): string {
  return `#${channels.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`;
}

/** The ratio of the luminances of two colours, from 1 to 21, as WCAG computes it. */
export function contrast(one: string, other: string): number {
  const [a, b] = [channelsOf(one), channelsOf(other)];
  if (!a || !b) return 1;
  const [brighter = 0, darker = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (brighter + 0.05) / (darker + 0.05);
}

function luminance(channels: Channels): number {
  const [red, green, blue] = linear(channels);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** The amounts of light of the three channels, each from 0 to 1. */
export function linear([red, green, blue]: Channels): Channels {
  return [linearShare(red), linearShare(green), linearShare(blue)];
}

function linearShare(channel: number): number {
  const share = channel / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
}

/** The channels for these amounts of light. */
export function fromLinear([red, green, blue]: Channels): Channels {
  return [channelFor(red), channelFor(green), channelFor(blue)];
}

function channelFor(light: number): number {
  const share = light <= 0.0031308 ? light * 12.92 : 1.055 * light ** (1 / 2.4) - 0.055;
  return Math.round(Math.min(Math.max(share, 0), 1) * 255);
}
