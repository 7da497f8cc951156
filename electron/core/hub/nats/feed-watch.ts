/** What is known of a feed, with times of the monotonic clock. */
export type FeedSigns = {
  /** When it was built anew. */
  builtAt: number;
  /** When anything came last, be it a heartbeat; null if nothing has since it was built. */
  heardAt: number | null;
  /** When the last message came; null if none has since it was built. */
  messageAt: number | null;
  /** Until where it has told. */
  position: number;
  /** The sequence of a message of this device's own that it has to tell, and when the hub has taken it. */
  own: { sequence: number; takenAt: number } | null;
};

/** The server sends a heartbeat each second. */
const SILENT_MS = 3000;
const OWN_MISSING_MS = 3000;

/**
 * Whether a feed has to be built anew. About one in twenty new ones on three nodes is deaf, with heartbeats or without.
 *
 * While messages come, one of this device's own may be at the end of a long way.
 */
export function feedTrouble(signs: FeedSigns, now: number): 'silent' | 'own-missing' | null {
  const { builtAt, heardAt, messageAt, position, own } = signs;
  if (now - (heardAt ?? builtAt) > SILENT_MS) return 'silent';
  const isMissing = own !== null && own.sequence > position && now - own.takenAt > OWN_MISSING_MS;
  return isMissing && now - (messageAt ?? builtAt) > OWN_MISSING_MS ? 'own-missing' : null;
}

/**
 * Whether a stream no longer holds what was told of it, so that it has to be told from its beginning.
 *
 * @param position until where it was told; 0 if nothing was
 * @param stream what the server says of it
 */
export function hasForgotten(
  position: number,
  stream: { messages: number; lastSequence: number },
): boolean {
  return position > 0 && (stream.lastSequence < position || stream.messages === 0);
}

/** The uptime goes on while a machine sleeps; the monotonic clock does so on some systems alone. */
const SLEPT_MS = 3000;
/** So late is no tick only because the machine is busy. */
const LATE_MS = 10_000;

/**
 * Whether the machine has slept since the last tick.
 *
 * @param passed what the two clocks have counted since then, and after how long the tick was due
 */
export function hasSlept(passed: { uptime: number; monotonic: number; due: number }): boolean {
  const { uptime, monotonic, due } = passed;
  return uptime - monotonic > SLEPT_MS || monotonic - due > LATE_MS;
}
