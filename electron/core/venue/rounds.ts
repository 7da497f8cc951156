import type { ClaimKey } from '../hub/claim-hub.ts';
import { nextRound } from '../hub/claim-key.ts';
import type { OthersClaims } from './others-claims.ts';

/** No badge is refused at as many gates of a day. Whoever fills the hub with more means harm. */
const MOST_ROUNDS = 64;

/**
 * The keys by which one scan is claimed in turn. A claim that was taken back keeps its key in the hub, which overwrites
 * nothing. Whoever lets the person in after that claims the next key, by which the other gates know of it.
 */
export class Rounds {
  readonly #others: Pick<OthersClaims, 'of'>;
  readonly #secret: string;

  /** @param secret what the devices of the event share (`HubJoin.secret`) */
  constructor(others: Pick<OthersClaims, 'of'>, secret: string) {
    this.#others = others;
    this.#secret = secret;
  }

  /** The key by which a scan is to be claimed now: the first that no other device is known to have taken back. */
  current(first: ClaimKey): ClaimKey {
    let key = first;
    for (let round = 1; round < MOST_ROUNDS && this.#isOver(key); round += 1) key = this.next(key);
    return key;
  }

  /** The key of the round after this one. */
  next(key: ClaimKey): ClaimKey {
    return nextRound(key, this.#secret);
  }

  #isOver(key: ClaimKey): boolean {
    try {
      return this.#others.of(key)?.isVoid === true;
    } catch {
      // The outbox notes itself that it can't be read. The scan is taken all the same.
      return false;
    }
  }
}
