import { randomUUID } from 'node:crypto';
import type { Kind } from '../../../shared/scan/outcome.ts';
import { isConferaApiError } from '../confera/api-error.ts';
import type { ConferaClient } from '../confera/client.ts';
import type { CallOptions } from '../confera/options.ts';
import type { Answer } from '../delivery/classify-answer.ts';

/** What is known of a key's scope for one kind of check-in. */
export type Scope = 'there' | 'missing' | 'unknown';

/** A code that begins like this, with a UUID after it, is on no badge, so that a probe never checks anybody in. */
const PROBE_CODE = 'kiosk-preflight-';

/**
 * Tells from the answer to a probe whether the key has the scope: Confera doesn't know the code (404) only after it has
 * let the key pass, and refuses the key (403) before it looks at the code. Any other answer leaves it open.
 */
export function scopeOf(answer: Answer): Scope {
  if (answer.ok || !answer.error.fromConfera) return 'unknown';
  if (answer.error.status === 404) return 'there';
  return answer.error.status === 403 ? 'missing' : 'unknown';
}

/**
 * Asks whether the client's key may check in this kind, by a check-in with a code that no badge has.
 *
 * @param day the day at the venue, YYYY-MM-DD, which attendance carries
 * @throws whatever the client throws that is no {@link ConferaApiError}
 */
export async function probeScope(
  client: ConferaClient,
  kind: Kind,
  { day, ...options }: CallOptions & { day: string },
): Promise<{ scope: Scope; answer: Answer }> {
  const qr = `${PROBE_CODE}${randomUUID()}`;
  const answer = await answerOf(
    kind === 'badge'
      ? client.badges.checkin({ qr }, options)
      : client.attendance.checkin({ qr, dayDate: day }, options),
  );
  return { scope: scopeOf(answer), answer };
}

/** Makes an answer of what a call to the client came to. @throws what is no failure of the call */
export async function answerOf(call: Promise<Record<string, unknown>>): Promise<Answer> {
  try {
    return { ok: true, body: await call };
  } catch (error) {
    if (!isConferaApiError(error)) throw error;
    return { ok: false, error };
  }
}
