import { errors } from '@nats-io/transport-node';
import { CLAIMS } from '../../../../shared/hub/subjects.ts';
import type { Clock } from '../../system/clock.ts';
import type { HubHealth, HubTrouble } from '../claim-hub.ts';
import type { HubConnection, Live } from './connection.ts';
import { inTime } from './in-time.ts';

type Options = {
  connection: HubConnection;
  clock: Clock;
  /** Those of the join line. */
  addresses: readonly string[];
};

/**
 * How the hub is now. It is asked about the stream of claims, because a server whose disk has failed goes on taking
 * connections.
 */
export async function healthOf(
  { connection, clock, addresses }: Options,
  withinMs: number,
): Promise<HubHealth> {
  const endsAt = clock.monotonic() + withinMs;
  const live = await connection.tried(withinMs);
  if (connection.state === 'none') return { is: 'none' };
  if (typeof live === 'string') return { is: 'out-of-reach', addresses, trouble: live };
  const askedAt = clock.monotonic();
  const trouble = await inTime<HubTrouble | null, HubTrouble>(askedForClaims(live), {
    forMs: Math.max(1, endsAt - askedAt),
    late: 'no-answer',
    clock,
  });
  if (trouble !== null) return { is: 'out-of-reach', addresses: [live.address], trouble };
  return { is: 'well', address: live.address, tookMs: Math.round(clock.monotonic() - askedAt) };
}

/** @returns null if the hub keeps the claims */
async function askedForClaims({ nc, jsm }: Live): Promise<HubTrouble | null> {
  try {
    await jsm.streams.info(CLAIMS);
    return null;
  } catch (error) {
    if (nc.isClosed()) return 'lost';
    return error instanceof errors.TimeoutError ? 'no-answer' : 'no-claims';
  }
}
