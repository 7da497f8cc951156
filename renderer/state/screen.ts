import type { KioskState } from '../../shared/bridge.ts';

/** Which screen is to be seen. `starting` lasts until the core has spoken for the first time. */
export type Screen = 'starting' | 'setup' | 'scan' | 'staff' | 'fault';

/** The core decides; the staff area lies over the scan screen alone. */
export function screenOf(state: KioskState | null, staffOpen: boolean): Screen {
  if (!state) return 'starting';
  switch (state.screen) {
    case 'setup':
      return 'setup';
    case 'fault':
      return 'fault';
    case 'scan':
      return staffOpen ? 'staff' : 'scan';
  }
}
