import { greyOf, imageOf, invert, resized, sharpened, softened } from './grey-picture.ts';

/** How a picture is prepared for the decoder. Each way reads codes that the others miss. */
export type Preparation = {
  name: string;
  /** Swaps dark and light, and does nothing else. */
  invert?: boolean;
  /** The picture is softened this many times, then enlarged, then sharpened, all in grey. */
  soften?: number;
  scale?: number;
  sharpen?: number;
  /** Uses one threshold between dark and light for the whole picture instead of one for each part. */
  oneThreshold?: boolean;
};

const AS_IT_IS: Preparation = { name: 'as it is' };

/** Chosen with `npm run bench -- decode`. Each one reads pictures that none before it reads. */
const OTHERS: readonly Preparation[] = [
  { name: 'inverted', invert: true },
  { name: 'softened', soften: 1 },
  { name: 'enlarged and sharpened', scale: 1.5, sharpen: 0.5 },
  { name: 'softened, one threshold', soften: 1, oneThreshold: true },
  { name: 'sharpened', sharpen: 0.5 },
  { name: 'softened and enlarged', soften: 1, scale: 1.5 },
];

/**
 * The preparations that a camera's frames go through, one frame each, in turn.
 *
 * Every other frame is left as it is. That is enough for nearly all badges, and they shouldn't wait for the few others.
 */
export const PREPARATIONS = OTHERS.flatMap((other) => [AS_IT_IS, other]);

/** A prepared picture has at most this many pixels, which is 1280 × 720 enlarged 1.5 times. Larger ones are shrunk. */
const MOST_PIXELS = 1920 * 1080;

export function preparationOf(pass: number): Preparation {
  return PREPARATIONS[pass % PREPARATIONS.length] ?? AS_IT_IS;
}

/** The next pass: the same one while it reads the badge that is held up, otherwise the next preparation. */
export function nextPass(pass: number, found: boolean): number {
  return found ? pass : (pass + 1) % PREPARATIONS.length;
}

/**
 * The pass for a frame that comes after one that was not decoded, because nothing had moved: the next that leaves it as it
 * is, since that reads nearly every badge that comes.
 */
export function passAfterStill(pass: number): number {
  return (pass + (pass % 2)) % PREPARATIONS.length;
}

/** The picture for the decoder. Its size may differ. */
export function prepared(image: ImageData, preparation: Preparation): ImageData {
  const { soften = 0, scale = 1, sharpen = 0 } = preparation;
  if (preparation.invert) return invert(image);
  if (soften === 0 && scale === 1 && sharpen === 0) return image;
  const fitting = Math.sqrt(MOST_PIXELS / (image.width * image.height));
  let picture = resized(greyOf(image), Math.min(1, fitting));
  for (let time = 0; time < soften; time += 1) picture = softened(picture);
  picture = resized(picture, Math.min(scale, Math.max(1, fitting)));
  return imageOf(sharpen > 0 ? sharpened(picture, sharpen) : picture);
}
