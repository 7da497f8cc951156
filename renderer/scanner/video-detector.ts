import type { Decoder } from './decoder.ts';
import type { DecodedCode } from './decoder-messages.ts';

/** What html5-qrcode reads of a `DetectedBarcode`. */
type Detected = { rawValue: string; format: 'qr_code'; boundingBox: DecodedCode['box'] };

type DetectorGlobal = { BarcodeDetector?: unknown };

/**
 * Builds something while `BarcodeDetector` is one of ours.
 *
 * html5-qrcode draws the video into a canvas of the element's size on screen, where small codes drown, and hands that
 * to the page's `BarcodeDetector`. Ours looks past the canvas at the video beside it: the frame goes to the decoder's
 * worker at the camera's own size, and the page never waits for it.
 *
 * @param onFrame called after each new frame that was looked at
 * @param onFailure called when the decoder fails; html5-qrcode itself takes that for a frame without a code
 */
export function withVideoDetector<Built>(
  decoder: Decoder,
  { onFrame, onFailure }: { onFrame: () => void; onFailure: () => void },
  build: () => Built,
): Built {
  let lastFrameTime = -1;

  class VideoDetector {
    async detect(canvas: HTMLCanvasElement): Promise<Detected[]> {
      const video = canvas.parentElement?.querySelector('video');
      if (!video || video.currentTime === lastFrameTime) return [];
      const frame = grabFrame(video);
      if (!frame) return [];
      lastFrameTime = video.currentTime;
      try {
        const codes = await decoder.decode(frame);
        onFrame();
        return codes.map(({ text, box }) => ({
          rawValue: text,
          format: 'qr_code',
          boundingBox: box,
        }));
      } catch {
        onFailure();
        return [];
      }
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
