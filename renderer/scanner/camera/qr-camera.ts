import type { CameraSettings } from '../../../shared/bridge/kiosk-state.ts';
import type { Decoder } from '../decoder/decoder.ts';
import type { CameraRead, Decoded } from '../decoder/decoder-messages.ts';
import { dropDecoder, keptDecoder } from '../decoder/kept-decoder.ts';
import { watchBadges } from './badge-watch.ts';
import type { CameraControls } from './camera-controls.ts';
import { type CameraProblem, type CameraState, cameraProblemOf } from './camera-state.ts';
import { chosenCamera, listCameras } from './cameras.ts';
import { type OpenedCamera, openCamera } from './open-camera.ts';
import { runCamera } from './run-camera.ts';

/** How long after a failure the camera is tried again, in milliseconds. */
const RETRY_MS = 5000;

type QrCameraOptions = {
  /** Where the picture goes; it fills this element. */
  container: HTMLElement;
  settings: CameraSettings;
  /** What a badge's code looks like, which decides between several codes in view. */
  pattern: RegExp;
  /** Called once for each badge that is shown, with the code as it was read. */
  onRead: (raw: string, how: CameraRead) => void;
  onState: (state: CameraState) => void;
  /** Called with what the opened camera lets people do, and with null when that is nothing or the camera is gone. */
  onControls: (controls: CameraControls | null) => void;
};

type ReadingOptions = Omit<QrCameraOptions, 'onRead'> & {
  /** Called for each frame that was decoded. */
  onFrame: (frame: Decoded) => void;
  /** Aborts when the camera is to be given back. */
  signal: AbortSignal;
};

/**
 * Reads codes from the camera until told to stop. If the camera fails, it is opened again: every few seconds, and as
 * soon as a camera is attached or removed.
 *
 * @returns a function that stops this and gives the camera back
 */
export function startQrCamera({ onRead, ...options }: QrCameraOptions): () => void {
  const { pattern, onState } = options;
  // Kept from one camera to the next, so that a badge that stays in view counts once.
  const onFrame = watchBadges({
    pattern,
    onRead,
    onCrowded: (crowded) => onState({ is: crowded ? 'crowded' : 'on' }),
  });
  const stopping = new AbortController();
  const { signal } = stopping;
  // Delayed, so that a component that is mounted and taken away at once opens no camera.
  const start = setTimeout(() => void keepReading({ ...options, onFrame, signal }), 0);
  return () => {
    clearTimeout(start);
    stopping.abort();
  };
}

async function keepReading(options: ReadingOptions): Promise<void> {
  const { onState, signal } = options;
  onState({ is: 'starting' });
  while (!signal.aborted) {
    const problem = await readFromChosen(options).catch(cameraProblemOf);
    if (signal.aborted) return;
    // Another camera has been chosen.
    if (!problem) continue;
    // A camera without new frames counts as lost, but it may be the decoder that never answered.
    if (problem === 'decoder' || problem === 'lost') dropDecoder();
    onState({ is: 'failed', problem });
    await untilRetry(signal);
  }
}

/** Ends after a few seconds, and at once if a camera is attached or removed or `signal` aborts. */
function untilRetry(signal: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const go = () => resolve();
  const timer = setTimeout(go, RETRY_MS);
  signal.addEventListener('abort', go);
  navigator.mediaDevices?.addEventListener('devicechange', go);
  return promise.finally(() => {
    clearTimeout(timer);
    signal.removeEventListener('abort', go);
    navigator.mediaDevices?.removeEventListener('devicechange', go);
  });
}

/**
 * Opens the chosen camera, or any if that one isn't attached, and reads from it.
 *
 * @returns the problem that ended it, or null if another camera is to be opened or none at all
 * @throws as `openCamera` does
 */
async function readFromChosen(options: ReadingOptions): Promise<CameraProblem | null> {
  const { container, settings, signal } = options;
  // Listed first: most kiosks have a scanner and no camera, and needn't load what only a camera needs.
  const cameras = await listCameras();
  if (signal.aborted) return null;
  if (cameras.length === 0) return 'none';
  const decoder = await keptDecoder().catch(() => null);
  if (signal.aborted) return null;
  if (!decoder) return 'decoder';
  const deviceId = chosenCamera(cameras, settings.name)?.deviceId ?? null;
  const camera = await openCamera({ container, deviceId });
  try {
    return signal.aborted ? null : await readFrom(camera, decoder, options);
  } finally {
    camera.close();
  }
}

/**
 * Reads from an open camera.
 *
 * @returns the problem that ended it, or null if the chosen camera has been attached or `signal` aborts
 */
async function readFrom(
  camera: OpenedCamera,
  decoder: Decoder,
  { settings, pattern, onFrame, onState, onControls, signal }: ReadingOptions,
): Promise<CameraProblem | null> {
  const over = Promise.withResolvers<CameraProblem | null>();
  const giveUp = () => over.resolve(null);
  async function compareWithChoice(): Promise<void> {
    const chosen = chosenCamera(await listCameras(), settings.name);
    if (chosen && chosen.deviceId !== camera.deviceId) giveUp();
  }

  signal.addEventListener('abort', giveUp);
  navigator.mediaDevices.addEventListener('devicechange', compareWithChoice);
  const end = runCamera({
    camera,
    decoder,
    settings,
    pattern,
    onFrame,
    onRest: (resting) => onState({ is: resting ? 'resting' : 'on' }),
    onFailure: over.resolve,
  });
  onState({ is: 'on' });
  onControls(camera.controls);
  // The browser tells the cameras' names only once one of them is open.
  void compareWithChoice();
  try {
    return await over.promise;
  } finally {
    end();
    signal.removeEventListener('abort', giveUp);
    navigator.mediaDevices.removeEventListener('devicechange', compareWithChoice);
    if (camera.controls) onControls(null);
  }
}
