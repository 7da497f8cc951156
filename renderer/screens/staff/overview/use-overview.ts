import { useCallback, useEffect, useRef, useState } from 'react';
import type { BridgeClient } from '../../../../shared/bridge/bridge.ts';
import type { KioskState } from '../../../../shared/bridge/kiosk-state.ts';
import type { Overview } from './fact.ts';

/**
 * The staff overview. The core is asked for it again whenever its state changes or a scan is settled. If several such
 * changes come while an answer is on its way, the core is asked once more for all of them.
 */
export function useOverview(
  kiosk: BridgeClient,
  state: KioskState,
  onLocked: () => void,
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
  useEffect(refresh, [refresh, state]);
  useEffect(() => kiosk.on('settled', refresh), [kiosk, refresh]);
  return { overview, failed, refresh };
}
