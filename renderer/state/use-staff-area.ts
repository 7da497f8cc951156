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

  /** Resolves once the core has heard of the last lock. */
  const locking = useRef<Promise<unknown>>(Promise.resolve());
  const lockCore = useCallback(() => {
    // The staff area leaves the screen whether or not the core answers.
    locking.current = kiosk.lockStaff({}).catch(() => undefined);
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
  const open = useCallback(
    (asked: number, role: StaffRole) => {
      tell({ is: 'unlocked', visit: asked, role });
      if (now.current.role !== role || now.current.visit !== asked) lockCore();
    },
    [tell, lockCore],
  );
  const onUnlocked = useCallback((role: StaffRole) => open(visit, role), [open, visit]);
  /** Opens the area on its check, for somebody who has just chosen this PIN; without one, it is asked for. */
  const openCheck = useCallback(
    async (pin: string | null) => {
      tell({ is: 'asked', for: 'check' });
      const asked = now.current.visit;
      if (pin === null) return;
      // A lock that comes late would lock this visit.
      await locking.current;
      // If this fails, the pad that is shown asks for the PIN.
      const answer = await kiosk.unlockStaff({ pin }).catch(() => null);
      if (answer?.ok) open(asked, answer.role);
    },
    [tell, open, kiosk],
  );
  const onLocked = useCallback(() => tell({ is: 'found-locked', visit }), [tell, visit]);

  return useMemo(
    () => ({ area, ask, askMore, goBack, close, openCheck, onTry, onUnlocked, onLocked }),
    [area, ask, askMore, goBack, close, openCheck, onTry, onUnlocked, onLocked],
  );
}

export type StaffAreaControls = ReturnType<typeof useStaffArea>;
