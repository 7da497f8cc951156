import { setImmediate as nextTurn } from 'node:timers/promises';
import type { NatsConnection } from '@nats-io/transport-node';

/**
 * Ends a connection in the event loop's next turn. The client stops listening for errors when it closes, so one of a
 * message that was written just before would end the whole process: the other side may have hung up meanwhile.
 */
export async function endConnection(nc: NatsConnection): Promise<void> {
  await nextTurn();
  await nc.close().catch(() => {});
}
