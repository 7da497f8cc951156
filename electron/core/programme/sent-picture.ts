import { LONGEST_SIDE } from '../../../shared/bridge/logo.ts';
import { checkPicture, type PictureProblem, type PictureType } from '../system/picture-file.ts';

const IN_WORDS: Record<PictureProblem, string> = {
  'not-a-picture': 'it is no PNG, JPEG or WebP',
  damaged: 'it is damaged',
  animated: 'it is animated',
  'too-many-pixels': `its sides are not between 1 and ${LONGEST_SIDE} pixels long`,
};

/**
 * Checks a picture that a server has sent.
 *
 * @param declared the server's `Content-Type`, which has to agree with the picture's first bytes
 * @returns its type, or in a few words why it may not be shown
 */
export function checkSentPicture(
  bytes: Buffer,
  declared: string | undefined,
): { ok: true; type: PictureType } | { ok: false; problem: string } {
  const checked = checkPicture(bytes);
  if (!checked.ok) return { ok: false, problem: IN_WORDS[checked.problem] };
  const said = declared?.split(';')[0]?.trim().toLowerCase();
  if (said !== checked.type) {
    return { ok: false, problem: 'it is of another type than its server says' };
  }
  return { ok: true, type: checked.type };
}
