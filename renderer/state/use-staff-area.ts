import { useCallback, useMemo, useRef, useState } from 'react';
import type { BridgeClient } from '../../shared/bridge/bridge.ts';
import { NO_STAFF, nextStaffArea, type StaffEvent } from './staff-area.ts';

/**
 * The staff area over the screen. Whenever it closes the core is told to lock; and once more should a PIN turn out to
 * be right after its pad was closed, since the two messages may have overtaken each other.
 */
export function useStaffArea(kiosk: BridgeClient) {
  const [area, setArea] = useState(NO_STAFF);
  // Answers come between two paintings: each is judged by what is so, not by what was last painted.
  const now = useRef(area);
  const tell = useCallback((event: StaffEvent) => {
    now.current = nextStaffArea(now.current, event);
    setArea(now.current);
  }, []);

  const lockCore = useCallback(() => {
    // Whatever the core says to it, nothing of the staff area stays on the screen.
    kiosk.lockStaff({}).catch(() => undefined);
  }, [kiosk]);
  const close = useCallback(() => {
    tell({ is: 'closed' });
    lockCore();
  }, [tell, lockCore]);
  const ask = useCallback(() => tell({ is: 'asked' }), [tell]);

  const { visit } = area;
  const onUnlocked = useCallback(() => {
    tell({ is: 'unlocked', visit });
    if (now.current.is !== 'open' || now.current.visit !== visit) lockCore();
  }, [tell, lockCore, visit]);
  const onLocked = useCallback(() => tell({ is: 'found-locked', visit }), [tell, visit]);

  return useMemo(
    () => ({ area, ask, close, onUnlocked, onLocked }),
    [area, ask, close, onUnlocked, onLocked],
  );
}
