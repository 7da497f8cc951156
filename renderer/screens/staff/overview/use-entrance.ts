import { useState } from 'react';
import type { BridgeClient } from '../../../../shared/bridge/bridge.ts';
import type { Closure } from '../../../../shared/bridge/closure.ts';
import { type Sentence, useTold } from '../../../words/use-words.ts';

type Answer =
  | { ok: true; isKept: boolean }
  | { ok: false; problem: 'not-closed' }
  | { ok: false; problem: 'locked' };

/** What staff can do about the entrance, and what came of it (null if the screen shows that anyway). */
export function useEntrance(kiosk: BridgeClient, closure: Closure | null, onLocked: () => void) {
  const [told, tell] = useTold();
  // Null until somebody types: then the field shows what visitors see.
  const [typed, typePlace] = useState<string | null>(null);
  const place = typed ?? closure?.place ?? '';

  /** @param sayDone what to say of it once it holds; null if the screen shows that anyway */
  function attempt(work: Promise<Answer>, sayDone: (done: { isKept: boolean }) => Sentence | null) {
    tell(null);
    work.then(
      (answer) => {
        if (answer.ok) tell(sayDone(answer));
        else if (answer.problem === 'locked') onLocked();
        else tell(({ entrance }) => entrance.notClosed);
      },
      () => tell(({ staff }) => staff.noAnswer),
    );
  }

  return {
    told,
    place,
    typePlace,
    close: () => {
      typePlace(null);
      // While it isn't kept, the core's state says so.
      attempt(kiosk.closeEntrance({}), () => null);
    },
    sendVisitors: () =>
      attempt(kiosk.sendVisitorsTo({ place: place.trim() }), ({ isKept }) =>
        isKept ? ({ entrance }) => entrance.shown : null,
      ),
    open: () =>
      attempt(kiosk.openEntrance({}), ({ isKept }) =>
        isKept ? null : ({ entrance }) => entrance.openUnkept,
      ),
  };
}
