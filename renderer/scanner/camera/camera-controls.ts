/** What people can do with a camera besides looking at its picture. */
export type CameraControls = {
  /** Null if the camera has no lamp. */
  setTorch: ((on: boolean) => void) | null;
  /** Null if the camera can't zoom. */
  zoom: { min: number; max: number; start: number; set: (zoom: number) => void } | null;
};

/** How many presses of a button it takes from the widest to the narrowest view. */
const ZOOM_STEPS = 6;

/** Capabilities that TypeScript's own types leave out. */
type Capabilities = MediaTrackCapabilities & {
  torch?: boolean;
  zoom?: { min: number; max: number };
  focusMode?: string[];
};
type Wish = { torch?: boolean; zoom?: number; focusMode?: string };

/** What people can control on a camera, or null if there is nothing. */
export function controlsOf(track: MediaStreamTrack): CameraControls | null {
  const { torch, zoom } = track.getCapabilities() as Capabilities;
  const canZoom = zoom && zoom.max > zoom.min;
  if (!torch && !canZoom) return null;
  const { zoom: now } = track.getSettings() as { zoom?: number };
  return {
    setTorch: torch ? (on) => wish(track, { torch: on }) : null,
    zoom: canZoom
      ? {
          min: zoom.min,
          max: zoom.max,
          start: now ?? zoom.min,
          set: (to) => wish(track, { zoom: to }),
        }
      : null,
  };
}

/** Has the camera focus by itself if it can, because people hold badges at any distance. */
export function focusContinuously(track: MediaStreamTrack): void {
  const { focusMode } = track.getCapabilities() as Capabilities;
  if (focusMode?.includes('continuous')) wish(track, { focusMode: 'continuous' });
}

/** The zoom that is one step nearer or farther, within what the camera can do. */
export function steppedZoom(
  { min, max }: { min: number; max: number },
  now: number,
  direction: 1 | -1,
): number {
  const step = (max - min) / ZOOM_STEPS;
  return Math.min(max, Math.max(min, now + direction * step));
}

/** Asks the camera for something. A camera that refuses goes on as it is. */
function wish(track: MediaStreamTrack, wished: Wish): void {
  track.applyConstraints({ advanced: [wished as MediaTrackConstraintSet] }).catch(() => {});
}
