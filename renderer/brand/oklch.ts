import { type Channels, fromLinear, linear } from './colour.ts';

/**
 * A colour as the eye orders it (OKLCH, https://bottosson.github.io/posts/oklab/): how light it is, from 0 to 1, how
 * strong, and its hue as an angle in radians. Changing one of them leaves the others as they look.
 */
export type Oklch = { lightness: number; chroma: number; hue: number };

/** How often the interval is halved in which the strongest displayable colour lies. */
const HALVINGS = 12;

/** How far out of range an amount of light may be. It is then off by less than one step of a channel. */
const TOLERANCE = 0.0001;

export function oklchOf(channels: Channels): Oklch {
  const [red, green, blue] = linear(channels);
  const long = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
  const medium = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
  const short = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
  const a = 1.9779984951 * long - 2.428592205 * medium + 0.4505937099 * short;
  const b = 0.0259040371 * long + 0.7827717662 * medium - 0.808675766 * short;
  return {
    lightness: 0.2104542553 * long + 0.793617785 * medium - 0.0040720468 * short,
    chroma: Math.hypot(a, b),
    hue: Math.atan2(b, a),
  };
}

/** The channels of a colour. If no screen can show it, it is made less strong until one can. */
export function channelsFor(colour: Oklch): Channels {
  const asIs = lightOf(colour);
  if (isDisplayable(asIs)) return fromLinear(asIs);
  let [least, most] = [0, colour.chroma];
  for (let n = 0; n < HALVINGS; n++) {
    const chroma = (least + most) / 2;
    if (isDisplayable(lightOf({ ...colour, chroma }))) least = chroma;
    else most = chroma;
  }
  return fromLinear(lightOf({ ...colour, chroma: least }));
}

function lightOf({ lightness, chroma, hue }: Oklch): Channels {
  const a = chroma * Math.cos(hue);
  const b = chroma * Math.sin(hue);
  const long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const short = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
    -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
    -0.0041960863 * long - 0.7034186147 * medium + 1.707614701 * short,
  ];
}

function isDisplayable(light: Channels): boolean {
  return light.every((amount) => amount >= -TOLERANCE && amount <= 1 + TOLERANCE);
}
