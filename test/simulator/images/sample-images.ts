import { encodeGreyJpeg } from './grey-jpeg.ts';
import { encodePng, type Picture } from './png.ts';
import { type Colour, encodePlainWebp } from './webp.ts';

export interface Image {
  readonly type: string;
  readonly bytes: Buffer;
}

const SEA: Colour = [27, 110, 148];
const SUN: Colour = [244, 162, 89];
const FOAM: Colour = [255, 255, 255];

/** The conference's pictures by their names below `/images/`. They are drawn when somebody first asks for one. */
export const SAMPLE_IMAGES: Readonly<Record<string, () => Image>> = {
  'logo.png': once(() => ({ type: 'image/png', bytes: encodePng(logo(256)) })),
  'cover.webp': once(() => ({ type: 'image/webp', bytes: encodePlainWebp(640, 360, SEA) })),
  'speaker-1.jpg': once(() => ({ type: 'image/jpeg', bytes: encodeGreyJpeg(face(96, 0.42)) })),
  'speaker-2.jpg': once(() => ({ type: 'image/jpeg', bytes: encodeGreyJpeg(face(96, 0.5)) })),
};

/** A low sun over two waves, in a circle. The rest is transparent. */
export function logo(size: number): Picture {
  const samples = 4;
  const pixels = new Uint8Array(size * size * 4);
  for (let index = 0; index < size * size; index += 1) {
    const sum = [0, 0, 0];
    let hits = 0;
    for (let sample = 0; sample < samples * samples; sample += 1) {
      const x = ((index % size) + ((sample % samples) + 0.5) / samples) / size;
      const y = (Math.floor(index / size) + (Math.floor(sample / samples) + 0.5) / samples) / size;
      const colour = logoColour(2 * x - 1, 2 * y - 1);
      if (!colour) continue;
      hits += 1;
      for (const channel of [0, 1, 2]) {
        sum[channel] = (sum[channel] ?? 0) + (colour[channel] ?? 0);
      }
    }
    if (hits === 0) continue;
    const mean = sum.map((value) => Math.round(value / hits));
    pixels.set([...mean, Math.round((255 * hits) / samples ** 2)], index * 4);
  }
  return { width: size, height: size, pixels };
}

/** The colour at a point of the logo, whose circle has the radius 1; undefined outside it. */
function logoColour(x: number, y: number): Colour | undefined {
  if (x * x + y * y > 0.98) return undefined;
  const wave = 0.07 * Math.sin(x * 7);
  const depth = y - wave;
  if ((depth > 0.18 && depth < 0.28) || (depth > 0.5 && depth < 0.6)) return FOAM;
  if (depth <= 0.18 && x * x + (y - 0.1) ** 2 < 0.25) return SUN;
  return SEA;
}

/** A head and shoulders. */
function face(size: number, centre: number): { width: number; height: number; pixels: Uint8Array } {
  const pixels = Uint8Array.from({ length: size * size }, (_, index) => {
    const x = (index % size) / size - 0.5;
    const y = Math.floor(index / size) / size;
    const head = x * x + (y - centre) ** 2 < 0.03;
    const shoulders = x * x * 0.6 + (y - 1) ** 2 < 0.08;
    return head || shoulders ? 90 : 215;
  });
  return { width: size, height: size, pixels };
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
