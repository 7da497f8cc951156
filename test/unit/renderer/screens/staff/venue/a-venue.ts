import type { VenueDevice, VenueView } from '../../../../../../shared/bridge/venue.ts';

/** A device of the venue that is well, but for what a test changes. */
export function aDevice(changes: Partial<VenueDevice> = {}): VenueDevice {
  return {
    deviceId: 'gate-a',
    hubId: 'v28w6wt9',
    location: 'Gate A',
    version: '1.0.0',
    isThis: false,
    presence: 'here',
    heardMs: 1000,
    connection: 'online',
    storage: null,
    queued: 0,
    oldestMs: null,
    lastScanMs: 1000,
    clockAheadMs: 0,
    letInTwice: 0,
    sharesJoin: false,
    formerId: null,
    ...changes,
  };
}

/** A venue in which all is well, but for what a test changes. */
export function aVenue(changes: Partial<VenueView> = {}): VenueView {
  return {
    ok: true,
    hub: { is: 'answers', silentMs: 0, aheadMs: 0 },
    devices: [aDevice()],
    admitted: { total: 0, gates: [], atOtherGates: 0 },
    letInTwice: [],
    ...changes,
  };
}
