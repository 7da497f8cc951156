import type { KioskState } from '../../../shared/bridge/bridge.ts';
import { REJECTION_REASONS, type RejectionReason } from '../../../shared/scan/outcome.ts';
import type { ShownResult } from '../../state/scan-flow.ts';
import type { Words } from '../../words/words.ts';

/** A result in words: the largest line, one of weight under it, and what to do next. */
export type ResultWords = { title: string; line: string | null; below: string[] };

type Told = Pick<ShownResult, 'outcome' | 'reason' | 'name'>;

/** What a person reads of a result. */
export function resultWords(
  { result: say }: Words,
  { outcome, reason, name }: Told,
  { eventName, desk }: Pick<KioskState['display'], 'eventName' | 'desk'>,
): ResultWords {
  switch (outcome) {
    case 'checked-in':
      // The greeting is said once: with a name it is the person's, else the event's.
      if (name) return greet(say, name, say.checkedIn, eventName ? [eventName] : []);
      return {
        title: say.checkedIn,
        line: null,
        below: [eventName ? say.welcomeEvent({ event: eventName }) : say.welcome],
      };
    case 'already-checked-in':
      if (name) return greet(say, name, say.alreadyCheckedIn, [say.goIn]);
      return { title: say.alreadyCheckedIn, line: null, below: [say.goIn] };
    case 'queued':
      // Where Confera answers but stumbles, "back online" would contradict the line at the edge.
      return {
        title: say.queued,
        line: null,
        below: [reason === 'no-network' ? say.willConfirm : say.willConfirmSoon],
      };
    case 'rejected':
      return { title: rejectedTitle(say, reason), line: null, below: [deskWords(say, desk)] };
    case 'attention':
      return {
        title: say.seeStaff,
        line: null,
        below: [reason === 'refused-before' ? say.refusedBefore : say.needsAMoment],
      };
    case 'not-saved':
      return { title: say.seeStaff, line: null, below: [say.notSaved] };
    case 'unreadable':
      // To try again would be in vain where the code was read, and is none of a badge.
      if (reason === 'too-long' || reason === 'control-characters') {
        return { title: say.notABadge, line: null, below: [deskWords(say, desk)] };
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

function rejectedTitle({ rejected }: Words['result'], reason: ShownResult['reason']): string {
  return isRejection(reason) ? rejected[reason] : rejected['unknown-badge'];
}

function isRejection(reason: ShownResult['reason']): reason is RejectionReason {
  return REJECTION_REASONS.some((known) => known === reason);
}
