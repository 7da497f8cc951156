import { greyOf, imageOf, invert, resized, sharpened, softened } from './grey-picture.ts';

/** How a picture is prepared for the decoder: each way reads codes that the others miss. */
export type Preparation = {
  name: string;
  /** Dark for light; nothing else is done then. */
  invert?: boolean;
  /** In this order: softened this many times, made larger, sharpened. Colours are lost. */
  soften?: number;
  scale?: number;
  sharpen?: number;
  /** One threshold between dark and light for the whole picture, in place of one for each part. */
  oneThreshold?: boolean;
};

const AS_IT_IS: Preparation = { name: 'as it is' };

/** Chosen by `npm run bench -- decode`: each one reads pictures that none before it does. */
const OTHERS: readonly Preparation[] = [
  { name: 'inverted', invert: true },
  { name: 'softened', soften: 1 },
  { name: 'enlarged and sharpened', scale: 1.5, sharpen: 0.5 },
  { name: 'softened, one threshold', soften: 1, oneThreshold: true },
  { name: 'sharpened', sharpen: 0.5 },
  { name: 'softened and enlarged', soften: 1, scale: 1.5 },
];

/**
 * What a camera's frames go through, one after the other, and a still picture one pass each.
 *
 * Every other frame is left as it is: that is enough for nearly all badges, and they are not to wait for the few.
 */
export const PREPARATIONS = OTHERS.flatMap((other) => [AS_IT_IS, other]);

/** No prepared picture has more pixels: 1.5 times 1280 × 720, or what is left of a photograph of 12 megapixels. */
const MOST_PIXELS = 1920 * 1080;

export function preparationOf(pass: number): Preparation {
  return PREPARATIONS[pass % PREPARATIONS.length] ?? AS_IT_IS;
}

/** The pass after this one: the same while it reads the badge that is held up, else the next preparation's turn. */
export function nextPass(pass: number, found: boolean): number {
  return found ? pass : (pass + 1) % PREPARATIONS.length;
}

/** The picture that the decoder is to see. It may have another size. */
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
