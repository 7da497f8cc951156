import type { CameraSettings } from '../../../shared/bridge/kiosk-state.ts';
import type { Decoder } from '../decoder/decoder.ts';
import type { Decoded } from '../decoder/decoder-messages.ts';
import { RANK, rankOf } from './badge-rank.ts';
import { restWhenIdle } from './camera-rest.ts';
import { watchForMotion } from './motion.ts';
import type { OpenedCamera } from './open-camera.ts';
import { readFrames } from './read-frames.ts';

/** How long a camera may send no new frame before it counts as lost, in milliseconds. A frozen one doesn't say so. */
const FROZEN_MS = 5000;

type RunCameraOptions = {
  camera: OpenedCamera;
  decoder: Decoder;
  settings: CameraSettings;
  /** What a badge's code looks like. */
  pattern: RegExp;
  /** Called for each frame that was decoded. */
  onFrame: (frame: Decoded) => void;
  /** Called when a rest begins, and when it ends. */
  onRest: (resting: boolean) => void;
  /** Called at most once, when there is no use in going on: the camera is lost, or the decoder has failed. */
  onFailure: (problem: 'lost' | 'decoder') => void;
};

/**
 * Reads the frames of an open camera, lets it rest while nobody comes, and notices when it is lost.
 *
 * @returns a function that ends this; it doesn't close the camera
 */
export function runCamera(options: RunCameraOptions): () => void {
  const { camera, decoder, settings, pattern, onFrame, onRest, onFailure } = options;
  const { video, track } = camera;
  let endMotionWatch = () => {};

  function fail(problem: 'lost' | 'decoder'): void {
    end();
    onFailure(problem);
  }
  const onLost = () => fail('lost');
  const freeze = watchForFreeze(onLost);
  const rest = restWhenIdle(settings.restAfterMs, (resting) => {
    endMotionWatch();
    if (resting) {
      endMotionWatch = watchForMotion(video, { onLook: freeze.putOff, onMotion: rest.wake });
    }
    onRest(resting);
  });
  const endReading = readFrames({
    video,
    decoder,
    formats: settings.formats,
    isBadge: (text) => rankOf(text, pattern) === RANK.badge,
    isResting: rest.isResting,
    onFrame: (frame) => {
      freeze.putOff();
      if (frame.codes.length > 0) rest.wake();
      onFrame(frame);
    },
    onFailure: () => fail('decoder'),
  });
  track.addEventListener('ended', onLost);

  function end(): void {
    track.removeEventListener('ended', onLost);
    endReading();
    rest.stop();
    endMotionWatch();
    freeze.stop();
  }
  return end;
}

/** Calls `onFrozen` unless it is put off again and again, as each new frame does. */
function watchForFreeze(onFrozen: () => void): { putOff: () => void; stop: () => void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stop = () => clearTimeout(timer);
  function putOff(): void {
    stop();
    timer = setTimeout(() => {
      // A hidden page may get no frames, although the camera is fine.
      if (document.hidden) putOff();
      else onFrozen();
    }, FROZEN_MS);
  }
  putOff();
  return { putOff, stop };
}
