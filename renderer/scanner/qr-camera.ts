import { type CameraProblem, type CameraState, cameraProblemOf } from './camera-state.ts';
import { type Decoder, startDecoder } from './decoder.ts';
import { openCamera } from './open-camera.ts';

/** How long after a failure the camera is tried again, in milliseconds. */
const RETRY_MS = 5000;
/** How long no new frame may come before the camera counts as gone, in milliseconds: a frozen one never says so. */
const FROZEN_MS = 5000;

type QrCameraOptions = {
  /** Where the picture goes; it fills this element. */
  container: HTMLElement;
  /** Called for every frame that shows a code. */
  onRead: (raw: string) => void;
  onState: (state: CameraState) => void;
};

/** Kept once it has proved itself: it takes a while to start, and knows nothing of any camera. */
let decoderStart: Promise<Decoder> | null = null;

function getDecoder(): Promise<Decoder> {
  decoderStart ??= startDecoder();
  return decoderStart;
}

function dropDecoder(): void {
  decoderStart?.then(
    (decoder) => decoder.close(),
    () => {},
  );
  decoderStart = null;
}

/** Asked first: most kiosks have a scanner and no camera, and shall not load what only a camera needs. */
async function hasCamera(): Promise<boolean> {
  const devices = await navigator.mediaDevices?.enumerateDevices().catch(() => []);
  return devices?.some(({ kind }) => kind === 'videoinput') ?? false;
}

/**
 * Reads QR codes from the camera until told to stop, and opens it again whenever it fails: every few seconds, and at
 * once when a camera is attached or removed.
 *
 * @returns what stops it and gives the camera back
 */
export function startQrCamera({ container, onRead, onState }: QrCameraOptions): () => void {
  let stopped = false;
  let waiting = false;
  /** Counts the tries: whatever an earlier one still has to say is no longer heard. */
  let turn = 0;
  let close: () => void = () => {};
  /** Of the next try, or of the watch over the frames. */
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function start(): Promise<void> {
    const mine = ++turn;
    const isMine = () => !stopped && mine === turn;
    clearTimeout(timer);

    if (!(await hasCamera())) {
      if (isMine()) waitAfter('none');
      return;
    }
    const decoder = await getDecoder().catch(() => null);
    if (!isMine()) return;
    if (!decoder) {
      waitAfter('decoder');
      return;
    }
    try {
      const camera = await openCamera({
        container,
        decoder,
        onRead: (raw) => {
          if (isMine()) onRead(raw);
        },
        onFrame: () => {
          if (isMine()) watchFrames();
        },
        onEnded: () => {
          if (isMine()) waitAfter('lost');
        },
        onDecoderFailure: () => {
          if (isMine()) waitAfter('decoder');
        },
      });
      if (!isMine()) {
        camera.close();
        return;
      }
      close = camera.close;
      watchFrames();
      onState({ is: 'on' });
    } catch (reason) {
      if (isMine()) waitAfter(cameraProblemOf(reason));
    }
  }

  function watchFrames(): void {
    clearTimeout(timer);
    timer = setTimeout(() => {
      // A page that isn't shown gets no frames.
      if (document.hidden) watchFrames();
      else waitAfter('lost');
    }, FROZEN_MS);
  }

  function waitAfter(problem: CameraProblem): void {
    turn += 1;
    close();
    close = () => {};
    // Also when no frames came: it may be the decoder that never answered.
    if (problem === 'decoder' || problem === 'lost') dropDecoder();
    onState({ is: 'failed', problem });
    waiting = true;
    clearTimeout(timer);
    timer = setTimeout(retry, RETRY_MS);
  }

  function retry(): void {
    if (!waiting) return;
    waiting = false;
    void start();
  }

  // Later, so that a component which is mounted and taken away at once opens no camera.
  timer = setTimeout(() => {
    onState({ is: 'starting' });
    void start();
  }, 0);
  navigator.mediaDevices?.addEventListener('devicechange', retry);

  return () => {
    stopped = true;
    clearTimeout(timer);
    navigator.mediaDevices?.removeEventListener('devicechange', retry);
    close();
  };
}
