import type { KioskState } from '../../../../shared/bridge/kiosk-state.ts';
import type { ListedScan, ScanAttempt, ScanStory } from '../../../../shared/bridge/scans.ts';
import { REJECTION_REASONS } from '../../../../shared/scan/outcome.ts';
import { venueMoment, venueTime } from '../../../words/venue-time.ts';
import type { Words } from '../../../words/words.ts';

/** How a scan stands, with the reason if there is one. */
export function standingWords(words: Words, { standing, reason }: ListedScan): string {
  const { scans: say, staff } = words;
  const told = say.standings[standing];
  return reason === null ? told : staff.told({ outcome: told, reason: staff.reason[reason] });
}

/** When a scan was made: to the second today, and with its day before that. */
export function scanTime(words: Words, at: number, now: number, timeZone: string): string {
  const moment = venueMoment(words, at, now, timeZone);
  const isToday = moment === venueTime(words, at, timeZone);
  return isToday ? venueTime(words, at, timeZone, { seconds: true }) : moment;
}

/** How often it was tried to send a scan. */
export function triesWords({ join, staff, number }: Words, { attempts }: ListedScan): string {
  return join.state({ name: staff.columns.attempts, state: number(attempts) });
}

/** What read the code. */
export function sourceWords({ scans, scannerTest }: Words, source: ScanStory['source']): string {
  return source === 'typed' || source === 'stdin'
    ? scans.source[source]
    : scannerTest.source[source];
}

/** What an attempt came to, what Confera answered, how long that took, and how its support finds the request. */
export function attemptWords(words: Words, attempt: ScanAttempt): string[] {
  const { scans: say, staff, facts } = words;
  const { outcome, reason, status, code, trouble, ms, requestId } = attempt;
  const came = reason === null ? staff.outcome[outcome] : staff.reason[reason];
  const answer = status === null ? say.noAnswer : say.answer({ status: String(status) });
  return [
    staff.told({ outcome: answer, reason: came }),
    ...(code === null ? [] : [code]),
    say.took({ ms }),
    ...(trouble === null ? [] : [facts.trouble[trouble]]),
    ...(requestId === null ? [] : [say.request({ id: requestId })]),
  ];
}

/** What the person of a scan can be told that wasn't simply taken: the words that the screen has for visitors. */
export function personWords(
  { result: say }: Words,
  { standing, outcome, reason }: Pick<ScanStory, 'standing' | 'outcome' | 'reason'>,
  { desk }: Pick<KioskState['display'], 'desk'>,
): string[] {
  switch (standing) {
    case 'checked-in':
    case 'dismissed':
      return [];
    case 'already-checked-in':
      return [say.alreadyCheckedIn, say.goIn];
    case 'waiting':
      return outcome === 'attention' ? [say.needsAMoment] : [say.queued, say.willConfirmSoon];
    case 'attention':
      return [say.needsALook];
    case 'rejected': {
      const why = REJECTION_REASONS.find((each) => each === reason) ?? 'unknown-badge';
      return [say.rejected[why], desk === null ? say.seeRegistrationDesk : say.seeDesk({ desk })];
    }
  }
}
