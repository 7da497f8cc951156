import { useEffect, useState } from 'react';
import type { BridgeClient } from '../../../../shared/bridge/bridge.ts';
import type { CountsView } from '../../../../shared/bridge/counts.ts';
import { type Sentence, useTold } from '../../../words/use-words.ts';

/** How long after one answer the core is asked again, milliseconds. */
const AGAIN_MS = 2500;

const NO_ANSWER: Sentence = ({ staff }) => staff.noAnswer;
const NOT_RUNNING: Sentence = ({ notNow }) => notNow['not-running'];

/**
 * The counts of a day; today if it is null. The core is asked again and again, as long as the page is open. Of another
 * day, nothing is shown until the answer is there.
 */
export function useCounts(
  kiosk: BridgeClient,
  { day, onLocked }: { day: string | null; onLocked: () => void },
): { counts: CountsView | null; told: string | null } {
  const [counts, setCounts] = useState<CountsView | null>(null);
  const [told, tell] = useTold();

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let closed = false;
    async function ask() {
      try {
        const answer = await kiosk.getCounts({ day });
        if (closed) return;
        if (answer.ok) {
          setCounts(answer);
          tell(null);
        } else if (answer.problem === 'locked') onLocked();
        else tell(NOT_RUNNING);
      } catch {
        if (!closed) tell(NO_ANSWER);
      }
      if (!closed) timer = setTimeout(ask, AGAIN_MS);
    }
    void ask();
    return () => {
      closed = true;
      clearTimeout(timer);
    };
  }, [kiosk, day, onLocked, tell]);

  return { counts, told };
}
