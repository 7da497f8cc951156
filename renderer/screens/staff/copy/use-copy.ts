import { useCallback } from 'react';
import type { BridgeClient } from '../../../../shared/bridge/bridge.ts';
import { useSection } from '../use-section.ts';

/** Knows how the rolling copy is doing, as long as the page is open. */
export function useCopy(kiosk: BridgeClient, onLocked: () => void) {
  return useSection(
    useCallback(() => kiosk.getCopy({}), [kiosk]),
    onLocked,
  );
}

export type Copy = ReturnType<typeof useCopy>;
