import type { KioskState } from '../../shared/bridge/kiosk-state.ts';

/** The screen that is shown. `starting` lasts until the core has spoken for the first time. */
export type Screen = 'starting' | 'setup' | 'scan' | 'staff' | 'fault';

/** The core decides which screen is shown. The staff area can be opened over the scan screen and over a fault. */
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
