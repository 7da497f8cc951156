import type { CameraRead, Decoded } from '../decoder/decoder-messages.ts';
import { rankOf } from './badge-rank.ts';
import { NOTHING_IN_VIEW, see } from './presence.ts';

type BadgeWatchOptions = {
  /** What a badge's code looks like, which decides between several codes in view. */
  pattern: RegExp;
  /** Called once for each badge that is shown, with the code as it was read. */
  onRead: (raw: string, how: CameraRead) => void;
  /** Called when it becomes unclear which of several badges is meant, and when it is clear again. */
  onCrowded: (crowded: boolean) => void;
};

/**
 * Follows the badges in view from frame to frame.
 *
 * @returns a function that takes the codes of the next frame; it may be of another camera
 */
export function watchBadges(options: BadgeWatchOptions): (frame: Decoded) => void {
  const { pattern, onRead, onCrowded } = options;
  let presence = NOTHING_IN_VIEW;
  let isCrowded = false;

  return ({ codes, ms }) => {
    const ranked = codes.map((code) => ({ ...code, rank: rankOf(code.text, pattern) }));
    const seen = see(presence, ranked, performance.now());
    presence = seen.presence;
    const shown = codes.find(({ text }) => text === seen.shown);
    if (shown) onRead(shown.text, { aim: shown.aim, ms, doubt: shown.doubt });
    if (seen.crowded !== isCrowded) onCrowded(seen.crowded);
    isCrowded = seen.crowded;
  };
}
