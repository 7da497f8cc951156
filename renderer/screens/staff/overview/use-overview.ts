import { useCallback, useEffect, useRef, useState } from 'react';
import type { BridgeClient } from '../../../../shared/bridge/bridge.ts';
import type { KioskState } from '../../../../shared/bridge/kiosk-state.ts';
import type { Overview } from './fact.ts';

/** How often the core is asked while nothing changes: it pushes nothing of the hub, and of disks and files. */
const AGAIN_MS = 5000;

/**
 * The staff overview. The core is asked for it again whenever its state changes or a scan is settled, and every few
 * seconds. If several such changes come while an answer is on its way, the core is asked once more for all of them.
 *
 * @param open whether the staff area is open; until then nothing is asked
 */
export function useOverview(
  kiosk: BridgeClient,
  state: KioskState,
  onLocked: () => void,
  open: boolean,
): { overview: Overview | null; failed: boolean; refresh: () => void } {
  const [overview, setOverview] = useState<Overview | null>(null);
  const [failed, setFailed] = useState(false);
  const asking = useRef<'no' | 'yes' | 'and-again'>('no');

  const refresh = useCallback(() => {
    if (asking.current !== 'no') {
      asking.current = 'and-again';
      return;
    }
    asking.current = 'yes';
    kiosk
      .getStaffOverview({})
      .then(
        (answer) => {
          // A core that is restarting pushes its state as soon as it runs.
          if (!answer.ok) return answer.problem === 'locked' ? onLocked() : undefined;
          setFailed(false);
          setOverview(answer);
        },
        () => setFailed(true),
      )
      .finally(() => {
        const again = asking.current === 'and-again';
        asking.current = 'no';
        if (again) refresh();
      });
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
    };
  }, [kiosk, refresh, open]);
  return { overview, failed, refresh };
}
