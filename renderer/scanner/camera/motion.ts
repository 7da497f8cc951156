/** The size of the pictures that are compared, in pixels. */
const WIDTH = 32;
const HEIGHT = 18;
/** How often a resting camera is looked at, in milliseconds: a person takes longer to step up to it. */
const LOOK_EVERY_MS = 300;
/** By how many shades of 255 a pixel must have changed: more than a sensor's noise does, once averaged. */
const CHANGED_BY = 24;
/** The share of the picture that a person who comes near covers at least. */
const MOVED_SHARE = 0.04;

/** Whether something moved between two pictures of the same size, in shades of grey. */
export function hasMoved(before: Uint8Array, after: Uint8Array): boolean {
  // A lamp that is switched on, or the camera's own exposure, changes every pixel alike: nobody has come.
  const shift = mean(after) - mean(before);
  const changed = after.filter(
    (pixel, index) => Math.abs(pixel - (before[index] ?? 0) - shift) > CHANGED_BY,
  );
  return changed.length >= MOVED_SHARE * after.length;
}

/**
 * Looks at a video from time to time until something moves in it.
 *
 * @param onLook called after each look that saw a new frame
 * @returns what ends it
 */
export function watchForMotion(
  video: HTMLVideoElement,
  { onLook, onMotion }: { onLook: () => void; onMotion: () => void },
): () => void {
  const canvas = new OffscreenCanvas(WIDTH, HEIGHT);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  let before: Uint8Array | null = null;
  let lastTime = -1;
  const timer = setInterval(() => {
    if (!context || video.currentTime === lastTime) return;
    lastTime = video.currentTime;
    onLook();
    context.imageSmoothingQuality = 'medium';
    context.drawImage(video, 0, 0, WIDTH, HEIGHT);
    const { data } = context.getImageData(0, 0, WIDTH, HEIGHT);
    const after = new Uint8Array(WIDTH * HEIGHT).map((_, index) => data[4 * index + 1] ?? 0);
    if (before && hasMoved(before, after)) onMotion();
    before = after;
  }, LOOK_EVERY_MS);
  return () => clearInterval(timer);
}

function mean(pixels: Uint8Array): number {
  return pixels.reduce((sum, pixel) => sum + pixel, 0) / pixels.length;
}
