/**
 * Why the camera reads nothing: none is attached, it may not be used, another program has it, the decoder has failed,
 * or the camera went away.
 */
export type CameraProblem = 'none' | 'denied' | 'busy' | 'decoder' | 'lost';

/** The state of the camera scanner, for the screen and for staff. */
export type CameraState =
  | { is: 'starting' }
  | { is: 'on' }
  /** On, but several badges are held up, and it isn't clear whose turn it is. */
  | { is: 'crowded' }
  /** Nobody has come for a while, so the picture is mostly watched for motion. */
  | { is: 'resting' }
  | { is: 'failed'; problem: CameraProblem };

/** The names of the `DOMException`s with which browsers refuse a camera, in past and present spellings. */
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
 * Why a camera didn't open.
 *
 * @param reason a `DOMException`, or a text of html5-qrcode's, which may have the name of one in it
 * @returns `none` for an unknown reason; a page without a secure origin, for example, has no cameras at all
 */
export function cameraProblemOf(reason: unknown): CameraProblem {
  const words = reason instanceof Error ? reason.name : String(reason);
  for (const [name] of words.matchAll(/[A-Z][A-Za-z]*Error\b/g)) {
    const problem = PROBLEMS[name];
    if (problem) return problem;
  }
  return 'none';
}
