import type { KioskState } from '../../../shared/bridge/kiosk-state.ts';
import { REJECTION_REASONS, type RejectionReason } from '../../../shared/scan/outcome.ts';
import type { ShownResult } from '../../state/scan-flow.ts';
import type { Words } from '../../words/words.ts';
import { firstScanWords, passBackWords, scannedBeforeWords } from './first-scan-words.ts';

/** A result in words: the title, an important line below it if there is one, and what to do next. */
export type ResultWords = {
  title: string;
  line: string | null;
  below: string | null;
  /** Where and when a badge was scanned before, which nobody has to read. */
  small: string | null;
};

type Told = Pick<
  ShownResult,
  'outcome' | 'reason' | 'name' | 'first' | 'passBack' | 'answeredWallAt'
>;

/** What a kiosk knows of its place. */
type Here = Pick<KioskState['display'], 'desk' | 'location' | 'timeZone' | 'layout'>;

/** The words that a visitor reads for a result, or a steward on a screen of theirs. */
export function resultWords(words: Words, told: Told, here: Here): ResultWords {
  const { result: say } = words;
  const { outcome, reason, name, passBack } = told;
  if (passBack) {
    return saying(say.samePerson, {
      line: name,
      below: passBackWords(words, told, passBack, here),
    });
  }
  switch (outcome) {
    case 'checked-in':
      // There is one greeting only. It doesn't name the event, whose name is at the top of the screen.
      if (name) return saying(say.welcomeName({ name }), { line: say.checkedIn });
      return saying(say.checkedIn, { below: say.welcome });
    case 'already-checked-in': {
      const small = firstScanWords(words, told, here);
      if (here.layout === 'steward' && !name) {
        return saying(say.alreadyCheckedIn, { below: small ?? say.goIn });
      }
      if (!name) return saying(say.alreadyCheckedIn, { below: say.goIn, small });
      // There is room for one line more, and the greeting says already that the person is welcome.
      return saying(say.welcomeName({ name }), {
        line: say.alreadyCheckedIn,
        below: small ?? say.goIn,
      });
    }
    case 'queued':
      // If Confera answers but has trouble, "back online" would contradict the line at the lower edge.
      return saying(say.queued, {
        below: reason === 'no-network' ? say.willConfirm : say.willConfirmSoon,
      });
    case 'rejected':
      return saying(rejectedTitle(say, reason), { line: deskWords(say, here) });
    case 'attention':
      return saying(say.seeStaff, { below: attentionWords(words, told, here) });
    case 'not-saved':
      return saying(say.seeStaff, { below: say.notSaved });
    case 'unreadable':
      // The code was read without a mistake, but no badge has such a code, so trying again wouldn't help.
      if (reason === 'too-long' || reason === 'control-characters') {
        return saying(say.notABadge, { line: deskWords(say, here) });
      }
      return saying(say.unreadable, { below: say.holdFlat });
  }
}

function saying(title: string, others: Partial<Omit<ResultWords, 'title'>>): ResultWords {
  return { line: null, below: null, small: null, ...others, title };
}

function deskWords(say: Words['result'], { desk }: Here): string {
  return desk === null ? say.seeRegistrationDesk : say.seeDesk({ desk });
}

/** What a person must look at: this badge, this scan or the device. */
function attentionWords(words: Words, told: Told, here: Here): string {
  const { result: say } = words;
  switch (told.reason) {
    case 'refused-before':
      return say.refusedBefore;
    case 'key-reused':
      return say.needsALook;
    // Confera gives none for a badge that it had before, which this venue sends to staff.
    case null:
    case 'elsewhere':
    case 'elsewhere-just-now':
      return scannedBeforeWords(words, told, here);
    default:
      return say.needsAMoment;
  }
}

function rejectedTitle({ rejected }: Words['result'], reason: ShownResult['reason']): string {
  return isRejection(reason) ? rejected[reason] : rejected['unknown-badge'];
}

function isRejection(reason: ShownResult['reason']): reason is RejectionReason {
  return REJECTION_REASONS.some((known) => known === reason);
}
