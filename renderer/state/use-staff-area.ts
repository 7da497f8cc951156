import { useCallback, useMemo, useRef, useState } from 'react';
import type { BridgeClient } from '../../shared/bridge/bridge.ts';
import type { StaffRole } from '../../shared/bridge/staff-role.ts';
import { NO_STAFF, nextStaffArea, type StaffEvent } from './staff-area.ts';

/**
 * The staff area, and what opens and closes it. Whenever it closes, the core is told to lock. If a PIN turns out to be
 * right after its pad was closed, the core is told once more, because the two messages may have arrived in the wrong
 * order.
 */
export function useStaffArea(kiosk: BridgeClient) {
  const [area, setArea] = useState(NO_STAFF);
  // An answer may come before the last change has been rendered, so it is judged by this and not by the state above.
  const now = useRef(area);
  const tell = useCallback((event: StaffEvent) => {
    now.current = nextStaffArea(now.current, event);
    setArea(now.current);
  }, []);

  const lockCore = useCallback(() => {
    // The staff area leaves the screen whether or not the core answers.
    kiosk.lockStaff({}).catch(() => undefined);
  }, [kiosk]);
  const close = useCallback(() => {
    tell({ is: 'closed' });
    lockCore();
  }, [tell, lockCore]);
  const ask = useCallback(() => tell({ is: 'asked' }), [tell]);
  const askMore = useCallback(() => tell({ is: 'asked-more' }), [tell]);
  const goBack = useCallback(() => {
    tell({ is: 'went-back' });
    if (now.current.is === 'closed') lockCore();
  }, [tell, lockCore]);

  const { visit } = area;
  const onTry = useCallback(() => tell({ is: 'tried', visit }), [tell, visit]);
  const onUnlocked = useCallback(
    (role: StaffRole) => {
      tell({ is: 'unlocked', visit, role });
      if (now.current.role !== role || now.current.visit !== visit) lockCore();
    },
    [tell, lockCore, visit],
  );
  const onLocked = useCallback(() => tell({ is: 'found-locked', visit }), [tell, visit]);

  return useMemo(
    () => ({ area, ask, askMore, goBack, close, onTry, onUnlocked, onLocked }),
    [area, ask, askMore, goBack, close, onTry, onUnlocked, onLocked],
  );
}

export type StaffAreaControls = ReturnType<typeof useStaffArea>;
