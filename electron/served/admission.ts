import { randomBytes, timingSafeEqual } from 'node:crypto';

/** A browser keeps one session; more than this are of pages long gone. So are secrets for one opening. */
const MAX_KEPT = 50;

/** Nobody guesses it. */
export const randomText = () => randomBytes(24).toString('base64url');

/** What a secret for one opening was made for, and the session that it has made. */
type Opening<Session> = { onAdmitted: (session: Session) => void; token: string | null };

/**
 * Who may talk to the served kiosk: whoever opens an address with the secret made at start, or a window of ours with a
 * secret of its own, and then holds the cookie that it was traded for.
 */
export class Admission<Session> {
  /** For the person who started the kiosk: may be opened again and again. */
  readonly secret = randomText();
  readonly #open: () => Session;
  readonly #close: (session: Session) => void;
  readonly #openings = new Map<string, Opening<Session>>();
  readonly #sessions = new Map<string, Session>();

  /** @param given what makes a session, and what ends one that is revoked */
  constructor(given: { open: () => Session; close: (session: Session) => void }) {
    this.#open = given.open;
    this.#close = given.close;
  }

  /**
   * A secret for one opening.
   *
   * @param onAdmitted told of the session that it makes
   */
  singleUseSecret(onAdmitted: (session: Session) => void): string {
    const made = randomText();
    this.#openings.set(made, { onAdmitted, token: null });
    dropOldest(this.#openings);
    return made;
  }

  /** Trades the secret made at start for a new session's cookie value; null where it isn't that. */
  admit(offered: string): string | null {
    return sameText(offered, this.secret) ? this.#begin().token : null;
  }

  /**
   * Trades a secret for one opening. Where it comes a second time somebody has stolen it, and may have been the first:
   * the session that it made ends.
   *
   * @returns the new session's cookie value; null where it admits nobody
   */
  admitOnce(offered: string): string | null {
    const opening = this.#openings.get(offered);
    if (!opening) return null;
    if (opening.token !== null) {
      this.#revoke(opening.token);
      return null;
    }
    const { token, session } = this.#begin();
    opening.token = token;
    opening.onAdmitted(session);
    return token;
  }

  /** A secret for one opening admits nobody any more, and the session that it made ends. */
  withdraw(secret: string): void {
    const token = this.#openings.get(secret)?.token;
    this.#openings.delete(secret);
    if (token) this.#revoke(token);
  }

  /** The session of a cookie's value. */
  session(token: string): Session | undefined {
    const session = this.#sessions.get(token);
    if (session === undefined) return undefined;
    // Last in the order again: the page that is used longest ago makes room for a new one.
    this.#sessions.delete(token);
    this.#sessions.set(token, session);
    return session;
  }

  #begin() {
    const [token, session] = [randomText(), this.#open()];
    this.#sessions.set(token, session);
    dropOldest(this.#sessions);
    return { token, session };
  }

  #revoke(token: string) {
    const session = this.#sessions.get(token);
    this.#sessions.delete(token);
    if (session !== undefined) this.#close(session);
  }
}

function dropOldest(kept: Map<string, unknown>) {
  const [oldest] = kept.keys();
  if (kept.size > MAX_KEPT && oldest) kept.delete(oldest);
}

/** Equal or not, in a time that tells nothing of where they differ. */
function sameText(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
