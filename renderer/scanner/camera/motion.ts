/** The size of the pictures that are compared, in pixels. */
const WIDTH = 32;
const HEIGHT = 18;
/** How often a resting camera is looked at, in milliseconds. A person takes longer than that to step up to it. */
const LOOK_EVERY_MS = 300;
/** By how many of 255 shades a pixel must change to count, which is more than a sensor's averaged noise does. */
const CHANGED_BY = 24;
/** The share of its pixels that must change. A person who comes near covers more. */
const MOVED_SHARE = 0.04;

/** Whether something moved between two grey pictures of the same size. */
export function hasMoved(before: Uint8Array, after: Uint8Array): boolean {
  // A lamp or the camera's exposure changes all pixels alike. That is no sign that somebody has come.
  const shift = mean(after) - mean(before);
  const changed = after.filter(
    (pixel, index) => Math.abs(pixel - (before[index] ?? 0) - shift) > CHANGED_BY,
  );
  return changed.length >= MOVED_SHARE * after.length;
}

/**
 * Looks at a video from time to time, and tells when something moves in it.
 *
 * @param onLook called whenever there was a new frame to look at
 * @returns a function that ends it
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
