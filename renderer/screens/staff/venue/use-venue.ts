import { useCallback, useState } from 'react';
import type { BridgeClient } from '../../../../shared/bridge/bridge.ts';
import type { VenueView } from '../../../../shared/bridge/venue.ts';
import { type Sentence, useTold } from '../../../words/use-words.ts';
import { useAskedAgain } from '../use-asked-again.ts';

const NO_ANSWER: Sentence = ({ staff }) => staff.noAnswer;
const NOT_RUNNING: Sentence = ({ notNow }) => notNow['not-running'];

/** The venue as this device knows it. The core is asked again and again, as long as the page is open. */
export function useVenue(
  kiosk: BridgeClient,
  onLocked: () => void,
): { venue: VenueView | null; told: string | null } {
  const [venue, setVenue] = useState<VenueView | null>(null);
  const [told, tell] = useTold();

  const ask = useCallback(
    async (unwanted: AbortSignal) => {
      try {
        const answer = await kiosk.getVenue({});
        if (unwanted.aborted) return;
        if (answer.ok) {
          setVenue(answer);
          tell(null);
        } else if (answer.problem === 'locked') onLocked();
        else if (answer.problem === 'not-running') tell(NOT_RUNNING);
      } catch {
        if (!unwanted.aborted) tell(NO_ANSWER);
      }
    },
    [kiosk, onLocked, tell],
  );
  useAskedAgain(ask);

  return { venue, told };
}
