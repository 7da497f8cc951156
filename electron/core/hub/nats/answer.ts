import { JetStreamApiError } from '@nats-io/jetstream';
import { errors } from '@nats-io/transport-node';

/**
 * What a failed attempt to write into the hub means: `taken` if the hub has something on that subject already, `again` if
 * it is still at an earlier attempt of the same message.
 */
export type Failure = 'taken' | 'again' | 'late' | 'unreachable';

/** The server's codes for a message that its stream refuses to store, and for one that it is storing now. */
const NOT_STORED = 10_077;
const BEING_STORED = 10_158;

export function failureOf(error: unknown): Failure {
  if (error instanceof JetStreamApiError) {
    // A full stream and a failed disk have the same code. Nothing can be read then, which shows it.
    if (error.code === NOT_STORED) return 'taken';
    return error.code === BEING_STORED ? 'again' : 'late';
  }
  // Otherwise nobody keeps the stream, or the connection has ended meanwhile.
  return error instanceof errors.TimeoutError ? 'late' : 'unreachable';
}
