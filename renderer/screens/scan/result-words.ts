import type { KioskState } from '../../../shared/bridge/kiosk-state.ts';
import { REJECTION_REASONS, type RejectionReason } from '../../../shared/scan/outcome.ts';
import type { ShownResult } from '../../state/scan-flow.ts';
import type { Words } from '../../words/words.ts';

/** A result in words: the title, an important line below it if there is one, and what to do next. */
export type ResultWords = { title: string; line: string | null; below: string[] };

type Told = Pick<ShownResult, 'outcome' | 'reason' | 'name'>;

/** The words that a visitor reads for a result. */
export function resultWords(
  { result: say }: Words,
  { outcome, reason, name }: Told,
  desk: KioskState['display']['desk'],
): ResultWords {
  switch (outcome) {
    case 'checked-in':
      // There is one greeting only. It doesn't name the event, whose name is at the top of the screen.
      if (name) return greet(say, name, say.checkedIn, []);
      return { title: say.checkedIn, line: null, below: [say.welcome] };
    case 'already-checked-in':
      if (name) return greet(say, name, say.alreadyCheckedIn, [say.goIn]);
      return { title: say.alreadyCheckedIn, line: null, below: [say.goIn] };
    case 'queued':
      // If Confera answers but has trouble, "back online" would contradict the line at the lower edge.
      return {
        title: say.queued,
        line: null,
        below: [reason === 'no-network' ? say.willConfirm : say.willConfirmSoon],
      };
    case 'rejected':
      return { title: rejectedTitle(say, reason), line: deskWords(say, desk), below: [] };
    case 'attention':
      return { title: say.seeStaff, line: null, below: [attentionWords(say, reason)] };
    case 'not-saved':
      return { title: say.seeStaff, line: null, below: [say.notSaved] };
    case 'unreadable':
      // The code was read without a mistake, but no badge has such a code, so trying again wouldn't help.
      if (reason === 'too-long' || reason === 'control-characters') {
        return { title: say.notABadge, line: deskWords(say, desk), below: [] };
      }
      return { title: say.unreadable, line: null, below: [say.holdFlat] };
  }
}

function deskWords(say: Words['result'], desk: string | null): string {
  return desk === null ? say.seeRegistrationDesk : say.seeDesk({ desk });
}

function greet(say: Words['result'], name: string, line: string, below: string[]): ResultWords {
  return { title: say.welcomeName({ name }), line, below };
}

/** What a person must look at: this badge, this scan or the device. */
function attentionWords(say: Words['result'], reason: ShownResult['reason']): string {
  if (reason === 'refused-before') return say.refusedBefore;
  return reason === 'key-reused' ? say.needsALook : say.needsAMoment;
}

function rejectedTitle({ rejected }: Words['result'], reason: ShownResult['reason']): string {
  return isRejection(reason) ? rejected[reason] : rejected['unknown-badge'];
}

function isRejection(reason: ShownResult['reason']): reason is RejectionReason {
  return REJECTION_REASONS.some((known) => known === reason);
}
