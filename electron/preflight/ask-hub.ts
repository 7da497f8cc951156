import type { HubJoin } from '../../shared/hub/join-line.ts';
import type { HubHealth } from '../core/hub/claim-hub.ts';
import { HUB_WITHIN_MS } from '../core/preflight/hub.ts';
import type { Clock } from '../core/system/clock.ts';
import type { Log } from '../core/system/log.ts';

/** The command writes no log: what it finds is all that it says. */
const NO_LOG: Log = { info: () => {}, warn: () => {}, error: () => {} };

/**
 * Asks the venue's hub over a connection of its own, beside a kiosk or gate that may have one with the same join line. It
 * claims nothing, and the other devices don't hear of it.
 *
 * @param join null for a device that has joined no hub
 */
export async function askHub(join: HubJoin | null, clock: Clock): Promise<HubHealth> {
  if (!join) return { is: 'none' };
  // A device without a hub doesn't load what talks to one.
  const { openNatsHub } = await import('../core/hub/nats/nats-hub.ts');
  const hub = openNatsHub({ join, clock, log: NO_LOG });
  try {
    return await hub.health(HUB_WITHIN_MS);
  } finally {
    await hub.close();
  }
}
