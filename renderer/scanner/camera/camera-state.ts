/** Why there is no camera: none is attached, it may not be used, something else has it, the decoder, it went away. */
export type CameraProblem = 'none' | 'denied' | 'busy' | 'decoder' | 'lost';

/** How the camera scanner stands, for the screen and for staff. */
export type CameraState =
  | { is: 'starting' }
  | { is: 'on' }
  /** On, with several badges held up to it, and it isn't clear whose turn it is. */
  | { is: 'crowded' }
  /** Nobody has come for a while: the picture is watched for motion alone. */
  | { is: 'resting' }
  | { is: 'failed'; problem: CameraProblem };

/** The names of the `DOMException`s with which a browser refuses a camera, past and present spellings. */
const PROBLEMS: Record<string, CameraProblem> = {
  NotFoundError: 'none',
  DevicesNotFoundError: 'none',
  OverconstrainedError: 'none',
  NotSupportedError: 'none',
  NotAllowedError: 'denied',
  PermissionDeniedError: 'denied',
  SecurityError: 'denied',
  NotReadableError: 'busy',
  TrackStartError: 'busy',
  AbortError: 'busy',
  TimeoutError: 'busy',
};

/**
 * The problem behind a camera that didn't open.
 *
 * @param reason a `DOMException`, or a text that has its name in it: html5-qrcode rejects with
 *   `Error getting userMedia, error = NotAllowedError: …`
 * @returns `none` for a reason that isn't known, as where a page without a secure origin has no cameras at all
 */
export function cameraProblemOf(reason: unknown): CameraProblem {
  const words = reason instanceof Error ? reason.name : String(reason);
  for (const [name] of words.matchAll(/[A-Z][A-Za-z]*Error\b/g)) {
    const problem = PROBLEMS[name];
    if (problem) return problem;
  }
  return 'none';
}
