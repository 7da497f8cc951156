import type { Html5Qrcode } from 'html5-qrcode';
import type { CodeFormat } from '../../../shared/scan/code-formats.ts';
import type { Decoder } from '../decoder/decoder.ts';
import type { Decoded } from '../decoder/decoder-messages.ts';
import { type CameraControls, controlsOf, focusContinuously } from './camera-controls.ts';
import { cameraProblemOf } from './camera-state.ts';
import { withVideoDetector } from './video-detector.ts';

/** html5-qrcode waits this long, as a rate, between two frames; 10 a second misses badges that pass quickly. */
const FRAMES_PER_SECOND = 30;
/** How long an opened camera may take to show its first frame, in milliseconds. */
const FIRST_FRAME_MS = 10_000;

const FRAME: MediaTrackConstraints = {
  width: { ideal: 1280 },
  height: { ideal: 720 },
  frameRate: { ideal: FRAMES_PER_SECOND },
};

export type OpenCameraOptions = {
  container: HTMLElement;
  decoder: Decoder;
  formats: readonly CodeFormat[];
  /** Whether a text looks like a badge's code. */
  isBadge: (text: string) => boolean;
  /** Null for the front camera, where there is a choice: the visitor stands before the screen. */
  deviceId: string | null;
  isResting: () => boolean;
  /** Called for every frame that was looked at, with all codes in it. */
  onFrame: (decoded: Decoded) => void;
  /** Called when the camera is unplugged or taken away. */
  onEnded: () => void;
  onDecoderFailure: () => void;
};

export type OpenedCamera = {
  video: HTMLVideoElement;
  /** The browser's id of the camera that was opened. */
  deviceId: string | undefined;
  controls: CameraControls | null;
  close: () => void;
};

/** What html5-qrcode keeps private and this must change. */
type Innards = { qrcode: { secondaryDecoder?: unknown } };

let openedCameras = 0;

/**
 * Opens a camera by html5-qrcode and shows its picture, mirrored unless it looks away from the screen.
 *
 * @throws as html5-qrcode does, with a text that has the name of the browser's error in it
 */
export async function openCamera(options: OpenCameraOptions): Promise<OpenedCamera> {
  try {
    return await tryToOpen(options, { zoom: true });
  } catch (reason) {
    // To move a camera is another permission than to see by it.
    if (cameraProblemOf(reason) === 'none') throw reason;
    return tryToOpen(options, {});
  }
}

async function tryToOpen(
  { container, decoder, deviceId, onEnded, ...options }: OpenCameraOptions,
  wishes: { zoom?: true },
): Promise<OpenedCamera> {
  // Large, and never needed by a kiosk without a camera.
  const { Html5Qrcode, Html5QrcodeSupportedFormats } = await import('html5-qrcode');
  const host = createHost();
  // Not yet where it shall be shown, which may go away again: a video that is removed before it plays throws.
  document.body.append(host);

  let scanner: Html5Qrcode | null = null;
  try {
    const { formats, isBadge, isResting, onFrame, onDecoderFailure: onFailure } = options;
    scanner = withVideoDetector(
      { decoder, formats, isBadge, isResting, onFrame, onFailure },
      () =>
        new Html5Qrcode(host.id, {
          verbose: false,
          // Of its own decoder, which is never used.
          formatsToSupport: [Html5QrcodeSupportedFormats.QR_CODE],
        }),
    );
    // Every other frame would go to its own decoder, which reads less and only sees the small canvas.
    delete (scanner as unknown as Innards).qrcode.secondaryDecoder;
    const which = deviceId ? { deviceId: { exact: deviceId } } : { facingMode: { ideal: 'user' } };
    const videoConstraints = { ...FRAME, ...which, ...wishes };
    await scanner.start(
      {},
      { fps: FRAMES_PER_SECOND, disableFlip: true, videoConstraints },
      () => {},
      () => {},
    );
    const video = host.querySelector('video');
    const track = video && trackOf(video);
    if (!track) throw new Error('html5-qrcode shows no video');
    await untilPlaying(video);
    spareDrawing(host);
    container.append(host);
    fill(host, video);
    focusContinuously(track);
    track.addEventListener('ended', onEnded);
    return {
      video,
      deviceId: track.getSettings().deviceId,
      controls: controlsOf(track),
      close: () => closeScanner(scanner, host),
    };
  } catch (reason) {
    closeScanner(scanner, host);
    throw reason;
  }
}

function createHost(): HTMLElement {
  const host = document.createElement('div');
  openedCameras += 1;
  host.id = `qr-camera-${openedCameras}`;
  Object.assign(host.style, {
    position: 'fixed',
    width: '1px',
    height: '1px',
    overflow: 'hidden',
    visibility: 'hidden',
  });
  return host;
}

/** Nobody looks at what html5-qrcode draws into its canvas, and it takes the page 10 ms a frame. */
function spareDrawing(host: HTMLElement): void {
  const context = host.querySelector('canvas')?.getContext('2d');
  if (context) context.drawImage = () => {};
}

function fill(host: HTMLElement, video: HTMLVideoElement): void {
  const isMirrored = trackOf(video)?.getSettings().facingMode !== 'environment';
  Object.assign(host.style, {
    position: 'static',
    width: '100%',
    height: '100%',
    visibility: '',
  });
  Object.assign(video.style, {
    width: '100%',
    height: '100%',
    objectFit: 'cover',
    transform: isMirrored ? 'scaleX(-1)' : 'none',
  });
}

function untilPlaying(video: HTMLVideoElement): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const timer = setTimeout(
    () => reject(new DOMException('The camera shows nothing', 'TimeoutError')),
    FIRST_FRAME_MS,
  );
  // After html5-qrcode's own listener, which makes its canvas.
  video.addEventListener('playing', () => resolve(), { once: true });
  return promise.finally(() => clearTimeout(timer));
}

function trackOf(video: HTMLVideoElement): MediaStreamTrack | undefined {
  return video.srcObject instanceof MediaStream ? video.srcObject.getVideoTracks()[0] : undefined;
}

/** Gives the camera back, however far html5-qrcode has come: its own `stop()` throws where it doesn't run yet. */
function closeScanner(scanner: Html5Qrcode | null, host: HTMLElement): void {
  const video = host.querySelector('video');
  const stream = video?.srcObject instanceof MediaStream ? video.srcObject : null;
  if (video) {
    // They throw into the page when the stream ends.
    video.onabort = null;
    video.onerror = null;
  }
  if (scanner?.isScanning) void scanner.stop().catch(() => {});
  for (const track of stream?.getTracks() ?? []) track.stop();
  host.remove();
}
