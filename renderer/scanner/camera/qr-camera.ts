import type { CameraSettings } from '../../../shared/bridge/bridge.ts';
import type { CameraRead, Decoded } from '../decoder/decoder-messages.ts';
import { dropDecoder, keptDecoder } from '../decoder/kept-decoder.ts';
import { RANK, rankOf } from './badge-rank.ts';
import type { CameraControls } from './camera-controls.ts';
import { restWhenIdle } from './camera-rest.ts';
import { type CameraProblem, type CameraState, cameraProblemOf } from './camera-state.ts';
import { type Camera, chosenCamera, listCameras } from './cameras.ts';
import { watchForMotion } from './motion.ts';
import { type OpenedCamera, openCamera } from './open-camera.ts';
import { NOTHING_IN_VIEW, see } from './presence.ts';

/** How long after a failure the camera is tried again, in milliseconds. */
const RETRY_MS = 5000;
/** How long no new frame may come before the camera counts as gone, in milliseconds: a frozen one never says so. */
const FROZEN_MS = 5000;

type QrCameraOptions = {
  /** Where the picture goes; it fills this element. */
  container: HTMLElement;
  settings: CameraSettings;
  /** What a badge's code looks like, for choosing between the codes in view. */
  pattern: RegExp;
  /** Called once for each badge that is shown, with the code as it was read. */
  onRead: (raw: string, how: CameraRead) => void;
  onState: (state: CameraState) => void;
  /** Told what the opened camera can do; null where that is nothing, or it is gone. */
  onControls: (controls: CameraControls | null) => void;
};

/**
 * Reads codes from the camera until told to stop, and opens it again whenever it fails: every few seconds, and at
 * once when a camera is attached or removed.
 *
 * @returns what stops it and gives the camera back
 */
export function startQrCamera(options: QrCameraOptions): () => void {
  const { container, settings, pattern, onRead, onState, onControls } = options;
  let stopped = false;
  let waiting = false;
  /** Counts the tries: whatever an earlier one still has to say is no longer heard. */
  let turn = 0;
  let camera: OpenedCamera | null = null;
  let presence = NOTHING_IN_VIEW;
  let isCrowded = false;
  /** Of the next try, or of the watch over the frames. */
  let timer: ReturnType<typeof setTimeout> | undefined;
  let endMotionWatch = () => {};

  const rest = restWhenIdle(settings.restAfterMs, showRest);

  async function start(): Promise<void> {
    const mine = ++turn;
    const isMine = () => !stopped && mine === turn;
    const ifMine =
      <Args extends unknown[]>(then: (...args: Args) => void) =>
      (...args: Args) => {
        if (isMine()) then(...args);
      };
    clearTimeout(timer);

    // Asked first: most kiosks have a scanner and no camera, and shall not load what only a camera needs.
    const cameras = await listCameras();
    if (!isMine()) return;
    if (cameras.length === 0) return waitAfter('none');
    const decoder = await keptDecoder().catch(() => null);
    if (!isMine()) return;
    if (!decoder) return waitAfter('decoder');
    try {
      const opened = await openCamera({
        container,
        decoder,
        formats: settings.formats,
        isBadge: (text) => rankOf(text, pattern) === RANK.badge,
        deviceId: chosenCamera(cameras, settings.name)?.deviceId ?? null,
        isResting: rest.isResting,
        onFrame: ifMine(look),
        onEnded: ifMine(() => waitAfter('lost')),
        onDecoderFailure: ifMine(() => waitAfter('decoder')),
      });
      if (!isMine()) return opened.close();
      rest.wake();
      camera = opened;
      watchFrames();
      onState({ is: 'on' });
      onControls(opened.controls);
      // Only now may the page know the cameras' names.
      await changeCamera();
    } catch (reason) {
      if (isMine()) waitAfter(cameraProblemOf(reason));
    }
  }

  function look({ codes, ms }: Decoded): void {
    watchFrames();
    if (codes.length > 0) rest.wake();
    const ranked = codes.map((code) => ({ ...code, rank: rankOf(code.text, pattern) }));
    const seen = see(presence, ranked, performance.now());
    presence = seen.presence;
    const shown = codes.find(({ text }) => text === seen.shown);
    if (shown) onRead(shown.text, { aim: shown.aim, ms, doubt: shown.doubt });
    if (camera && seen.crowded !== isCrowded) onState({ is: seen.crowded ? 'crowded' : 'on' });
    isCrowded = seen.crowded;
  }

  function showRest(resting: boolean): void {
    endMotionWatch();
    if (!camera) return;
    if (resting) {
      endMotionWatch = watchForMotion(camera.video, { onLook: watchFrames, onMotion: rest.wake });
    }
    onState({ is: resting ? 'resting' : 'on' });
  }

  function watchFrames(): void {
    clearTimeout(timer);
    timer = setTimeout(() => {
      // A page that isn't shown gets no frames.
      if (document.hidden) watchFrames();
      else waitAfter('lost');
    }, FROZEN_MS);
  }

  function close(): void {
    endMotionWatch();
    camera?.close();
    if (camera?.controls) onControls(null);
    camera = null;
  }

  function waitAfter(problem: CameraProblem): void {
    turn += 1;
    close();
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

  /** Goes over to the chosen camera, where another one was opened and that one is there now. */
  async function changeCamera(): Promise<void> {
    const mine = turn;
    const chosen: Camera | null = chosenCamera(await listCameras(), settings.name);
    if (stopped || mine !== turn || !camera || !chosen) return;
    if (chosen.deviceId === camera.deviceId) return;
    close();
    void start();
  }

  function onDeviceChange(): void {
    retry();
    void changeCamera();
  }

  // Later, so that a component which is mounted and taken away at once opens no camera.
  timer = setTimeout(() => {
    onState({ is: 'starting' });
    void start();
  }, 0);
  navigator.mediaDevices?.addEventListener('devicechange', onDeviceChange);

  return () => {
    stopped = true;
    clearTimeout(timer);
    rest.stop();
    navigator.mediaDevices?.removeEventListener('devicechange', onDeviceChange);
    close();
  };
}
