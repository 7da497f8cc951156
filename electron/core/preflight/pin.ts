import { type Finding, finding } from '../../../shared/preflight/findings.ts';
import { NO_ANSWER } from './in-time.ts';

/** What is known of the staff PIN, without the PIN. */
export type PinFacts = {
  isSet: boolean;
  /** There was one, but its file is damaged, so that no PIN works. */
  isLost: boolean;
  /** Whether it is one that people try first; null if that was not noted when it was set. */
  isEasy: boolean | null;
};

/** Whether the staff area is behind a PIN that can't be guessed. */
export function checkPin(facts: PinFacts | typeof NO_ANSWER): Finding {
  if (facts === NO_ANSWER) return finding('pin', 'unread');
  const { isSet, isLost, isEasy } = facts;
  if (isLost) return finding('pin', 'lost');
  if (!isSet) return finding('pin', 'none');
  if (isEasy === null) return finding('pin', 'not-noted');
  return finding('pin', isEasy ? 'easy' : 'set');
}
