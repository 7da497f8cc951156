/** What can be told of a camera's picture, whoever stands in front of it. */
export type PictureVerdict = 'clear' | 'dark' | 'empty' | 'blurred';

/** A grey picture, a byte a pixel. */
export type GreyPicture = { pixels: Uint8Array; width: number };

/** Below this mean brightness, of 255, there is no light, or a cover. */
const DARK_MEAN = 24;

/** Below this contrast there is nothing in the picture: a cover that lets light through, glare, or a bare wall. */
const EMPTY_CONTRAST = 16;

/** Below this contrast a picture without edges may just as well show a hall without any. */
const TELLING_CONTRAST = 48;

/**
 * How much of the picture's contrast its sharpest edges have within two pixels. In focus they have nearly all of it, and
 * behind a blur of sixteen pixels an eighth. A sensor's noise adds a twentieth.
 */
const SHARP_SHARE = 0.3;

/**
 * Judges a camera's picture by its brightness and its sharpest edges. These are compared with the picture's own contrast,
 * because a dim picture has weak edges even in focus.
 *
 * @param picture a part of the camera's picture in its own pixels: a smaller copy would hide a blur
 */
export function pictureVerdict(picture: GreyPicture): PictureVerdict {
  const shades = countsOf(picture.pixels);
  const contrast = shadeAbove(shades, 0.99) - shadeAbove(shades, 0.01);
  if (meanOf(shades) < DARK_MEAN) return 'dark';
  if (contrast < EMPTY_CONTRAST) return 'empty';
  const sharpest = shadeAbove(countsOf(edgesOf(picture)), 0.995);
  const isBlurred = contrast >= TELLING_CONTRAST && sharpest < SHARP_SHARE * contrast;
  return isBlurred ? 'blurred' : 'clear';
}

/** How much the brightness changes around each pixel, from the one before it to the one after. */
function edgesOf({ pixels, width }: GreyPicture): Uint8Array {
  const edges = new Uint8Array(pixels.length);
  for (let at = width + 1; at < pixels.length - width - 1; at += 1) {
    const across = Math.abs((pixels[at + 1] ?? 0) - (pixels[at - 1] ?? 0));
    const down = Math.abs((pixels[at + width] ?? 0) - (pixels[at - width] ?? 0));
    // The ends of two rows are no neighbours.
    const isInside = at % width > 0 && at % width < width - 1;
    edges[at] = isInside ? Math.max(across, down) : 0;
  }
  return edges;
}

/** How many pixels have each of the 256 shades. */
function countsOf(pixels: Uint8Array): Uint32Array {
  const counts = new Uint32Array(256);
  for (const shade of pixels) counts[shade] = (counts[shade] ?? 0) + 1;
  return counts;
}

/** The shade that this share of the pixels doesn't exceed. */
function shadeAbove(counts: Uint32Array, share: number): number {
  const wanted = share * counts.reduce((sum, count) => sum + count, 0);
  let seen = 0;
  return counts.findIndex((count) => {
    seen += count;
    return seen >= wanted;
  });
}

function meanOf(counts: Uint32Array): number {
  const all = counts.reduce((sum, count) => sum + count, 0);
  return counts.reduce((sum, count, shade) => sum + count * shade, 0) / Math.max(1, all);
}

/** The largest part of the picture that is looked at, pixels a side. */
const LARGEST_PART = 480;

/** The middle of a video's picture in grey, or null before its first frame. */
export function greyMiddle(video: HTMLVideoElement): GreyPicture | null {
  const { videoWidth, videoHeight } = video;
  const width = Math.min(videoWidth, LARGEST_PART);
  const height = Math.min(videoHeight, LARGEST_PART);
  const context = width > 0 ? new OffscreenCanvas(width, height).getContext('2d') : null;
  if (!context) return null;
  const [left, top] = [(videoWidth - width) / 2, (videoHeight - height) / 2];
  context.drawImage(video, left, top, width, height, 0, 0, width, height);
  const { data } = context.getImageData(0, 0, width, height);
  // Green is most of the brightness, and the channel with the least noise.
  const pixels = new Uint8Array(width * height).map((_, index) => data[4 * index + 1] ?? 0);
  return { pixels, width };
}
