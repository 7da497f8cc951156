import type { CodeFormat } from '../../../shared/scan/code-formats.ts';
import type { Decoder } from '../decoder/decoder.ts';
import type { Decoded } from '../decoder/decoder-messages.ts';
import { nextPass, passAfterStill } from '../decoder/preparations.ts';

/**
 * How often a resting camera still looks for a code, in milliseconds. A badge that somebody holds still in the dark may
 * not move enough to end the rest.
 */
const RESTING_LOOK_MS = 1000;

/**
 * How often to look for a new frame, in milliseconds. At 30 frames a second, each frame is found within half its time.
 *
 * The browser would announce frames (`requestVideoFrameCallback`), but measured, that costs the main thread about 0.4 ms a
 * frame, reads badges no sooner, and stops in a hidden page.
 */
const LOOK_MS = 15;

type ReadFramesOptions = {
  video: HTMLVideoElement;
  decoder: Decoder;
  formats: readonly CodeFormat[];
  /** Whether a text looks like a badge's code. The preparation that read such a text is kept for the next frame. */
  isBadge: (text: string) => boolean;
  /** Asked once for each frame; while the camera rests, only one frame a second is decoded. */
  isResting: () => boolean;
  /** Called for each frame that was decoded, with all codes in it. */
  onFrame: (decoded: Decoded) => void;
  /** Called if the decoder fails. No frame is read after that. */
  onFailure: () => void;
};

/**
 * Reads the codes in a playing video, frame by frame and in its own size, until told to stop.
 *
 * The next frame is asked for only when the decoder is done with the last one, so a slow machine skips frames instead
 * of falling behind.
 *
 * @returns a function that stops it; nothing is called after that, not even for a frame that is being decoded
 */
export function readFrames(options: ReadFramesOptions): () => void {
  const { video, decoder, formats, isBadge, isResting, onFrame, onFailure } = options;
  let stopped = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let lastFrameTime = -1;
  let lastLookAt = Number.NEGATIVE_INFINITY;
  let pass = 0;

  function waitForFrame(): void {
    if (!stopped) timer = setTimeout(() => void look(), LOOK_MS);
  }

  async function look(): Promise<void> {
    const frame = takeFrame();
    if (!frame) return waitForFrame();
    const decoded = await decode(frame);
    if (stopped) return;
    if (!decoded) return onFailure();
    const hasBadge = decoded.codes.some(({ text }) => isBadge(text));
    if (decoded.isNew) pass = nextPass(pass, hasBadge);
    else if (!hasBadge) pass = passAfterStill(pass);
    onFrame(decoded);
    waitForFrame();
  }

  /** The current frame, or null if it was looked at before or isn't worth a look now. */
  function takeFrame(): VideoFrame | null {
    // The same time means the same frame.
    if (video.currentTime === lastFrameTime) return null;
    lastFrameTime = video.currentTime;
    const now = performance.now();
    if (isResting() && now - lastLookAt < RESTING_LOOK_MS) return null;
    const frame = grabFrame(video);
    if (frame) lastLookAt = now;
    return frame;
  }

  async function decode(frame: VideoFrame): Promise<Decoded | null> {
    try {
      return await decoder.decode(frame, { pass, formats });
    } catch {
      return null;
    }
  }

  waitForFrame();
  return () => {
    stopped = true;
    clearTimeout(timer);
  };
}

/** The video's current frame, or null if it has none: before the first one, and after the camera has gone. */
function grabFrame(video: HTMLVideoElement): VideoFrame | null {
  try {
    return new VideoFrame(video);
  } catch {
    return null;
  }
}
