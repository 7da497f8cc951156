import { useEffect, useState } from 'react';
import type { BridgeClient } from '../../../../shared/bridge/bridge.ts';
import type { VenueView } from '../../../../shared/bridge/venue.ts';
import { type Sentence, useTold } from '../../../words/use-words.ts';

/** How long after one answer the core is asked again, milliseconds. Devices say how they are every five seconds. */
const AGAIN_MS = 2500;

const NO_ANSWER: Sentence = ({ staff }) => staff.noAnswer;
const NOT_RUNNING: Sentence = ({ notNow }) => notNow['not-running'];

/** The venue as this device knows it. The core is asked again and again, as long as the page is open. */
export function useVenue(
  kiosk: BridgeClient,
  onLocked: () => void,
): { venue: VenueView | null; told: string | null } {
  const [venue, setVenue] = useState<VenueView | null>(null);
  const [told, tell] = useTold();

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let closed = false;
    async function ask() {
      try {
        const answer = await kiosk.getVenue({});
        if (closed) return;
        if (answer.ok) {
          setVenue(answer);
          tell(null);
        } else if (answer.problem === 'locked') onLocked();
        else if (answer.problem === 'not-running') tell(NOT_RUNNING);
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
  }, [kiosk, onLocked, tell]);

  return { venue, told };
}
