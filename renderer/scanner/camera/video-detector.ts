import type { CodeFormat } from '../../../shared/scan/code-formats.ts';
import type { Decoder } from '../decoder/decoder.ts';
import type { Decoded } from '../decoder/decoder-messages.ts';
import { nextPass } from '../decoder/preparations.ts';

/** How often a resting camera looks for a code all the same, in milliseconds: one held still in the dark moves little. */
const RESTING_LOOK_MS = 1000;

type DetectorGlobal = { BarcodeDetector?: unknown };

type VideoDetectorOptions = {
  decoder: Decoder;
  formats: readonly CodeFormat[];
  /** Whether a text looks like a badge's code: only for such a one the preparation that read it is kept to. */
  isBadge: (text: string) => boolean;
  /** Asked before each frame: a camera that rests looks at one a second. */
  isResting: () => boolean;
  /** Called after each new frame that was looked at, with all codes in it. */
  onFrame: (decoded: Decoded) => void;
  /** Called when the decoder fails; html5-qrcode itself takes that for a frame without a code. */
  onFailure: () => void;
};

/**
 * Builds something while `BarcodeDetector` is one of ours.
 *
 * html5-qrcode draws the video into a canvas of the element's size on screen, where small codes drown, and hands that
 * to the page's `BarcodeDetector`. Ours looks past the canvas at the video beside it: the frame goes to the decoder's
 * worker at the camera's own size, each one prepared differently, and the page never waits for it. To html5-qrcode it
 * says that there was no code: that would only pass on one of them.
 */
export function withVideoDetector<Built>(options: VideoDetectorOptions, build: () => Built): Built {
  const { decoder, formats, isBadge, isResting, onFrame, onFailure } = options;
  let lastFrameTime = -1;
  let lastLookAt = Number.NEGATIVE_INFINITY;
  let pass = 0;

  class VideoDetector {
    async detect(canvas: HTMLCanvasElement): Promise<never[]> {
      const video = canvas.parentElement?.querySelector('video');
      if (!video || video.currentTime === lastFrameTime) return [];
      const now = performance.now();
      if (isResting() && now - lastLookAt < RESTING_LOOK_MS) return [];
      const frame = grabFrame(video);
      if (!frame) return [];
      lastFrameTime = video.currentTime;
      lastLookAt = now;
      try {
        const decoded = await decoder.decode(frame, { pass, formats });
        pass = nextPass(
          pass,
          decoded.codes.some(({ text }) => isBadge(text)),
        );
        onFrame(decoded);
      } catch {
        onFailure();
      }
      return [];
    }
  }

  const page = globalThis as DetectorGlobal;
  const own = Object.getOwnPropertyDescriptor(page, 'BarcodeDetector');
  page.BarcodeDetector = VideoDetector;
  try {
    return build();
  } finally {
    if (own) Object.defineProperty(page, 'BarcodeDetector', own);
    else delete page.BarcodeDetector;
  }
}

/** The video's current frame, or null where it has none: before the first, and once the camera is gone. */
function grabFrame(video: HTMLVideoElement): VideoFrame | null {
  try {
    return new VideoFrame(video);
  } catch {
    return null;
  }
}
