import { useCallback, useState } from 'react';
import type { BridgeClient } from '../../../../shared/bridge/bridge.ts';
import type { CountsView } from '../../../../shared/bridge/counts.ts';
import { type Sentence, useTold } from '../../../words/use-words.ts';
import { useAskedAgain } from '../use-asked-again.ts';
import { WHY_NOT_READ } from '../why-not-read.ts';

const NO_ANSWER: Sentence = ({ staff }) => staff.noAnswer;

/**
 * The counts of a day; today if it is null. The core is asked again and again, as long as the page is open. Until the
 * answer for another day is there, those of the day before it stay, with their own date.
 */
export function useCounts(
  kiosk: BridgeClient,
  { day, onLocked }: { day: string | null; onLocked: () => void },
): { counts: CountsView | null; told: string | null } {
  const [counts, setCounts] = useState<CountsView | null>(null);
  const [told, tell] = useTold();

  const ask = useCallback(
    async (unwanted: AbortSignal) => {
      try {
        const answer = await kiosk.getCounts({ day });
        if (unwanted.aborted) return;
        if (answer.ok) {
          setCounts(answer);
          tell(null);
        } else if (answer.problem === 'locked') onLocked();
        else tell(WHY_NOT_READ[answer.problem]);
      } catch {
        if (!unwanted.aborted) tell(NO_ANSWER);
      }
    },
    [kiosk, day, onLocked, tell],
  );
  useAskedAgain(ask);

  return { counts, told };
}
