import { setTimeout as wait } from 'node:timers/promises';
import type { NatsConnection } from '@nats-io/transport-node';
import { endConnection } from '../core/hub/nats/end-connection.ts';
import { inTime } from '../core/hub/nats/in-time.ts';
import { systemClock } from '../core/system/clock.ts';

/** When a server counts as hung. */
export type Patience = {
  /** How often it is asked, milliseconds. */
  everyMs: number;
  /** How long an answer may take, milliseconds. */
  answerMs: number;
  /** How many questions in a row it has left unanswered then. */
  misses: number;
};

/** A busy disk holds a server up for a second or two. */
export const PATIENCE: Patience = { everyMs: 2000, answerMs: 3000, misses: 3 };

/**
 * Asks a server again and again whether it is there, and resolves with true once it has left several questions in a row
 * unanswered, or with false when the signal comes. Its process may well be alive: frozen, or hung.
 *
 * Whether it takes claims isn't asked: one of several nodes that has lost the others takes none, and is sound.
 */
export async function untilSilent(
  connect: (timeoutMs: number) => Promise<NatsConnection>,
  { everyMs, answerMs, misses }: Patience,
  signal: AbortSignal,
): Promise<boolean> {
  let connection: NatsConnection | null = null;
  let missed = 0;
  while (!signal.aborted && missed < misses) {
    try {
      connection ??= await connect(answerMs);
      const answered = connection.flush().then(() => true);
      const isThere = await inTime(answered, { forMs: answerMs, late: false, clock: systemClock });
      if (!isThere) throw new Error('no answer');
      missed = 0;
    } catch {
      if (connection) await endConnection(connection);
      connection = null;
      missed += 1;
    }
    await wait(everyMs, null, { signal }).catch(() => {});
  }
  if (connection) await endConnection(connection);
  return !signal.aborted;
}
