import type { ScanEntry } from '../../../../shared/bridge/staff-overview.ts';
import type { Words } from '../../../words/words.ts';

/**
 * What became of a scan, in the words of a table for staff. Whether a person has to look at it is told by its state: a
 * visitor may have been sent to the staff at the time, and yet nothing is left to do.
 */
export function outcomeWords(
  words: Words,
  { state, outcome, reason }: Pick<ScanEntry, 'state' | 'outcome' | 'reason'>,
): string {
  const { staff: say } = words;
  const told = stateWords(words, state, outcome);
  return reason === null ? told : say.told({ outcome: told, reason: say.reason[reason] });
}

function stateWords(
  { staff: say }: Words,
  state: ScanEntry['state'],
  outcome: ScanEntry['outcome'],
) {
  if (state === 'attention') return say.outcome.attention;
  if (state === 'pending' || state === 'sending' || outcome === null) return say.stillSending;
  return outcome === 'attention' ? say.sentToStaff : say.outcome[outcome];
}
