import { useEffect, useState } from 'react';
import type { BridgeClient, KioskState } from '../../shared/bridge/bridge.ts';

/** How long to wait before a core that gave no state is asked again. */
const ASK_AGAIN_MS = 2000;

/** The core's state as it was last told (null before the first time), and whether the core can be heard. */
export function useKioskState(kiosk: BridgeClient): {
  state: KioskState | null;
  reachable: boolean;
} {
  const [state, setState] = useState<KioskState | null>(null);
  const [reachable, setReachable] = useState(true);

  useEffect(() => {
    let asked = 0;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = () => {
      asked += 1;
      const mine = asked;
      clearTimeout(timer);
      kiosk.getState({}).then(
        (answer) => {
          if (mine === asked) setState(answer);
        },
        () => {
          if (mine === asked) timer = setTimeout(ask, ASK_AGAIN_MS);
        },
      );
    };
    const endState = kiosk.on('state', (pushed) => {
      // What is pushed is newer than any answer still on its way.
      asked += 1;
      clearTimeout(timer);
      setState(pushed);
    });
    const endReachable = kiosk.onReachable((now) => {
      setReachable(now);
      if (now) ask();
    });
    ask();
    return () => {
      asked += 1;
      clearTimeout(timer);
      endState();
      endReachable();
    };
  }, [kiosk]);

  return { state, reachable };
}
