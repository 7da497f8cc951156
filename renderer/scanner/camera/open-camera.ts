import { type CameraControls, controlsOf, focusContinuously } from './camera-controls.ts';
import { cameraProblemOf } from './camera-state.ts';

/** How long an opened camera may take to show its first frame, in milliseconds. */
const FIRST_FRAME_MS = 10_000;

/** The README of this room says how these were measured. At 10 frames a second, badges that pass quickly are missed. */
const FRAME: MediaTrackConstraints = {
  width: { ideal: 1280 },
  height: { ideal: 720 },
  frameRate: { ideal: 30 },
};

type OpenCameraOptions = {
  container: HTMLElement;
  /** Null asks for a front camera if there is a choice, because visitors stand in front of the screen. */
  deviceId: string | null;
};

export type OpenedCamera = {
  video: HTMLVideoElement;
  track: MediaStreamTrack;
  /** The browser's id of the camera that was opened. */
  deviceId: string | undefined;
  controls: CameraControls | null;
  close: () => void;
};

/**
 * Opens a camera with html5-qrcode and shows its picture, mirrored unless the camera faces away from the screen.
 *
 * @throws a `DOMException` of the browser, or a text of html5-qrcode's; `cameraProblemOf` understands both
 */
export async function openCamera(options: OpenCameraOptions): Promise<OpenedCamera> {
  try {
    return await tryToOpen(options, { zoom: true });
  } catch (reason) {
    // Zooming takes a permission of its own, and a person may have allowed the camera without it.
    if (cameraProblemOf(reason) === 'none') throw reason;
    return tryToOpen(options, {});
  }
}

async function tryToOpen(
  { container, deviceId }: OpenCameraOptions,
  wishes: { zoom?: true },
): Promise<OpenedCamera> {
  // Imported here, because a kiosk without a camera never needs it.
  const { CameraFactory } = await import('html5-qrcode/esm/camera/factories.js');
  const which = deviceId ? { deviceId: { exact: deviceId } } : { facingMode: { ideal: 'user' } };
  const factory = await CameraFactory.failIfNotSupported();
  const camera = await factory.create({ ...FRAME, ...which, ...wishes });

  const host = createHost();
  // The container may be taken away at any time, and a video that is removed before it plays throws into the page.
  document.body.append(host);
  const playing = Promise.withResolvers<void>();
  const rendered = await camera.render(host, {}, { onRenderSurfaceReady: () => playing.resolve() });
  const video = rendered.getSurface();
  function close(): void {
    // html5-qrcode's handlers throw into the page when the stream ends.
    video.onabort = null;
    video.onerror = null;
    // Stops the track at once. Its promise tells nothing more, and never settles for a stream without a track.
    void rendered.close();
    host.remove();
  }

  try {
    await inTime(playing.promise);
    const track = trackOf(video);
    container.append(host);
    fill(host, video, track);
    focusContinuously(track);
    return {
      video,
      track,
      deviceId: track.getSettings().deviceId,
      controls: controlsOf(track),
      close,
    };
  } catch (reason) {
    close();
    throw reason;
  }
}

/** An element that holds the video out of sight until it plays. */
function createHost(): HTMLElement {
  const host = document.createElement('div');
  Object.assign(host.style, {
    position: 'fixed',
    width: '1px',
    height: '1px',
    overflow: 'hidden',
    visibility: 'hidden',
  });
  return host;
}

function fill(host: HTMLElement, video: HTMLVideoElement, track: MediaStreamTrack): void {
  const isMirrored = track.getSettings().facingMode !== 'environment';
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

async function inTime(playing: Promise<void>): Promise<void> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => late.reject(new DOMException('The camera shows nothing', 'TimeoutError')),
    FIRST_FRAME_MS,
  );
  await Promise.race([playing, late.promise]).finally(() => clearTimeout(timer));
}

function trackOf(video: HTMLVideoElement): MediaStreamTrack {
  const stream = video.srcObject instanceof MediaStream ? video.srcObject : null;
  const track = stream?.getVideoTracks()[0];
  if (!track) throw new DOMException('The camera has no picture', 'NotFoundError');
  return track;
}
