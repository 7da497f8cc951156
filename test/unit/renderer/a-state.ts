import type { KioskState } from '../../../shared/bridge.ts';

/** A healthy kiosk's state, but for what a test changes. */
export function aState(changes: Partial<KioskState> = {}): KioskState {
  return {
    screen: 'scan',
    fault: null,
    connection: { is: 'online', since: 0, reason: null },
    queued: 0,
    needsAttention: 0,
    backlogStopped: false,
    locked: true,
    display: {
      eventName: 'DevConf',
      location: 'Gate A',
      desk: 'the registration desk',
      scannerSide: 'bottom',
      codePattern: '.*',
    },
    ...changes,
  };
}
