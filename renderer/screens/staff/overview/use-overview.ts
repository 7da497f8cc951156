import { useEffect, useMemo, useState } from 'react';
import type { BridgeClient } from '../../../../shared/bridge/bridge.ts';
import type { KioskState } from '../../../../shared/bridge/kiosk-state.ts';
import { paced } from '../../../state/paced.ts';
import type { Overview } from './fact.ts';

/** How often the core is asked while nothing changes: it pushes nothing of the hub, and of disks and files. */
const AGAIN_MS = 5000;

/** How long after one answer it may be asked for again at the earliest, milliseconds. */
const PAUSE_MS = 300;

/** Why there was no overview when the core was last asked for it: it doesn't answer, or can't read the scans. */
export type OverviewFailure = 'no-answer' | 'unreadable';

/**
 * The staff overview. The core is asked for it again whenever its state changes or a scan is settled, and every few
 * seconds; but only a few times a second, since thousands of saved scans may be sent at once.
 *
 * @param open whether the staff area is open; until then nothing is asked
 */
export function useOverview(
  kiosk: BridgeClient,
  state: KioskState,
  onLocked: () => void,
  open: boolean,
): { overview: Overview | null; failure: OverviewFailure | null; refresh: () => void } {
  const [overview, setOverview] = useState<Overview | null>(null);
  const [failure, setFailure] = useState<OverviewFailure | null>(null);

  const { ask: refresh, forget } = useMemo(() => {
    function fail(why: OverviewFailure) {
      setFailure(why);
      // What it said before may be wrong by now, such as that everything is sent.
      setOverview(null);
    }
    async function look() {
      const answer = await kiosk.getStaffOverview({});
      if (answer.ok) {
        setFailure(null);
        setOverview(answer);
      } else if (answer.problem === 'locked') onLocked();
      // A core that is restarting pushes its state as soon as it runs.
      else if (answer.problem !== 'not-running') fail(answer.problem);
    }
    return paced(() => look().catch(() => fail('no-answer')), PAUSE_MS);
  }, [kiosk, onLocked]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: each new state is a reason to ask again
  useEffect(() => {
    if (open) refresh();
  }, [refresh, state, open]);
  useEffect(() => {
    if (!open) return;
    const timer = setInterval(refresh, AGAIN_MS);
    const endSettled = kiosk.on('settled', refresh);
    return () => {
      clearInterval(timer);
      endSettled();
      forget();
    };
  }, [kiosk, refresh, forget, open]);
  return { overview, failure, refresh };
}
