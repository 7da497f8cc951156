import { useEffect, useState } from 'react';
import type { BridgeClient } from '../../shared/bridge/bridge.ts';
import type { KioskState } from '../../shared/bridge/kiosk-state.ts';

/** How long to wait before a core that didn't answer is asked again, in milliseconds. */
const ASK_AGAIN_MS = 2000;

/** The latest state of the core (null until it has spoken), and whether the core can be reached. */
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
          if (mine === asked) setState((before) => sharing(before, answer));
        },
        () => {
          if (mine === asked) timer = setTimeout(ask, ASK_AGAIN_MS);
        },
      );
    };
    const endState = kiosk.on('state', (pushed) => {
      // A pushed state is newer than any answer that is still on its way.
      asked += 1;
      clearTimeout(timer);
      setState((before) => sharing(before, pushed));
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

/**
 * The new state with each part of the old one that is the same, and the old one itself if all of it is. What is drawn of
 * those parts isn't drawn again then, although every scan pushes a new state.
 */
function sharing(before: KioskState | null, after: KioskState): KioskState {
  if (!before) return after;
  const parts = Object.keys(after) as (keyof KioskState)[];
  const changed = parts.filter(
    (part) => JSON.stringify(before[part]) !== JSON.stringify(after[part]),
  );
  if (changed.length === 0) return before;
  return { ...before, ...Object.fromEntries(changed.map((part) => [part, after[part]])) };
}
