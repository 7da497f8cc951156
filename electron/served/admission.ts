import { randomBytes, timingSafeEqual } from 'node:crypto';

/** A browser keeps one cookie; more sessions than this are pages long gone. */
const MAX_SESSIONS = 50;

const secret = () => randomBytes(24).toString('base64url');

/**
 * Who may talk to the served kiosk: whoever opens an address with the secret made at start, and then holds the
 * cookie it was traded for.
 */
export class Admission<Session> {
  /** For the person who started the kiosk: may be opened again and again. */
  readonly secret = secret();
  readonly #open: () => Session;
  readonly #single = new Set<string>();
  readonly #sessions = new Map<string, Session>();

  constructor(open: () => Session) {
    this.#open = open;
  }

  /** A secret for one opening, fit for a command line, where other users of the machine may read it. */
  singleUseSecret(): string {
    const made = secret();
    this.#single.add(made);
    return made;
  }

  /** Trades a secret for a new session's cookie value; null where it isn't one. */
  admit(offered: string): string | null {
    const single = this.#single.delete(offered);
    if (!single && !sameText(offered, this.secret)) return null;
    const token = secret();
    this.#sessions.set(token, this.#open());
    const [oldest] = this.#sessions.keys();
    if (this.#sessions.size > MAX_SESSIONS && oldest) this.#sessions.delete(oldest);
    return token;
  }

  /** The session of a cookie's value. */
  session(token: string | undefined): Session | undefined {
    const session = token === undefined ? undefined : this.#sessions.get(token);
    if (token === undefined || session === undefined) return undefined;
    // Last in the order again: the page that is used longest ago makes room for a new one.
    this.#sessions.delete(token);
    this.#sessions.set(token, session);
    return session;
  }
}

/** Equal or not, in a time that tells nothing of where they differ. */
function sameText(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
