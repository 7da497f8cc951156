import type { KioskState } from '../../shared/bridge/bridge.ts';

/** Which screen is to be seen. `starting` lasts until the core has spoken for the first time. */
export type Screen = 'starting' | 'setup' | 'scan' | 'staff' | 'fault';

/** The core decides; the staff area lies over the scan screen, and over a fault, which staff must be able to leave. */
export function screenOf(state: KioskState | null, staffOpen: boolean): Screen {
  if (!state) return 'starting';
  switch (state.screen) {
    case 'setup':
      return 'setup';
    case 'fault':
    case 'scan':
      return staffOpen ? 'staff' : state.screen;
  }
}
