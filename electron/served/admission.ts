import { randomBytes, timingSafeEqual } from 'node:crypto';

/** A browser keeps one session, so more sessions than this belong to pages long gone. The same goes for openings. */
const MAX_KEPT = 50;

/** A text that nobody can guess. */
export const randomText = () => randomBytes(24).toString('base64url');

/** What a single-use secret was made for, and the token of the session that it has opened. */
type Opening<Session> = { onAdmitted: (session: Session) => void; token: string | null };

/**
 * Decides who may talk to the served kiosk. A browser opens the address with the secret made at start, or is a window
 * of ours with a single-use secret. The secret is traded for a cookie, and the cookie opens a session from then on.
 */
export class Admission<Session> {
  /** The secret for the person who started the kiosk. It can be used again and again. */
  readonly secret = randomText();
  readonly #open: () => Session;
  readonly #close: (session: Session) => void;
  readonly #openings = new Map<string, Opening<Session>>();
  readonly #sessions = new Map<string, Session>();

  /** @param given how to open a session, and how to close one that is revoked */
  constructor(given: { open: () => Session; close: (session: Session) => void }) {
    this.#open = given.open;
    this.#close = given.close;
  }

  /**
   * Makes a single-use secret.
   *
   * @param onAdmitted called with the session that it opens
   */
  singleUseSecret(onAdmitted: (session: Session) => void): string {
    const made = randomText();
    this.#openings.set(made, { onAdmitted, token: null });
    dropOldest(this.#openings);
    return made;
  }

  /** Trades the secret made at start for the cookie value of a new session; null if it isn't that secret. */
  admit(offered: string): string | null {
    return sameText(offered, this.secret) ? this.#begin().token : null;
  }

  /**
   * Trades a single-use secret. If it comes a second time, somebody has stolen it, and the thief may have been the
   * first: the session that it opened ends.
   *
   * @returns the cookie value of a new session; null if the secret admits nobody
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

  /** Makes a single-use secret invalid, and ends the session that it opened. */
  withdraw(secret: string): void {
    const token = this.#openings.get(secret)?.token;
    this.#openings.delete(secret);
    if (token) this.#revoke(token);
  }

  /** The session that belongs to a cookie's value. */
  session(token: string): Session | undefined {
    const session = this.#sessions.get(token);
    if (session === undefined) return undefined;
    // Moves it to the end: the session that was used the longest ago makes room for a new one.
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

/** Compares in constant time, so that nobody learns how much of a guess was right. */
function sameText(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
