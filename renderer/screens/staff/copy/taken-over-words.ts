import type { TakenOverFrom } from '../../../../shared/bridge/copy.ts';
import { joined } from '../../../words/join.ts';
import { venueMoment } from '../../../words/venue-time.ts';
import type { Words } from '../../../words/words.ts';

/** Says what came over from another device, and what is missing. */
export function takenOverWords(
  words: Words,
  { unsent, until }: TakenOverFrom,
  { now, timeZone }: { now: number; timeZone: string },
): string {
  const { copy: say } = words;
  const time = until === null ? null : venueMoment(words, until, now, timeZone);
  return joined(words, 'sentences', [
    say.takenOverUnsent({ count: unsent }),
    ...(time === null ? [] : [say.takenOverUntil({ time })]),
  ]);
}
