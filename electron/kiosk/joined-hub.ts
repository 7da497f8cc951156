import type { JoinedHub } from '../../shared/bridge/joined-hub.ts';
import type { Kiosk } from './kiosk.ts';

/** What may be shown of the hub that this device has joined; null if it has joined none. */
export function joinedHub({ settings }: Pick<Kiosk, 'settings'>): JoinedHub | null {
  const { hubJoin } = settings.forScreen;
  return hubJoin && { addresses: [...hubJoin.addresses], device: hubJoin.device };
}
