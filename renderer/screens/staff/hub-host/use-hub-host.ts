import { useCallback } from 'react';
import type { BridgeClient } from '../../../../shared/bridge/bridge.ts';
import { useSection } from '../use-section.ts';

/** Knows whether this device is the hub, and how that goes, as long as the page is open. */
export function useHubHost(kiosk: BridgeClient, onLocked: () => void) {
  return useSection(
    useCallback(() => kiosk.getHubHost({}), [kiosk]),
    onLocked,
  );
}

export type HubHost = ReturnType<typeof useHubHost>;
