import { type ClaimAnswer, type ClaimHub, isUnanswered } from '../hub/claim-hub.ts';
import type { OwnClaim } from '../outbox/claim-row.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { Changes } from '../system/changes.ts';
import type { Clock } from '../system/clock.ts';
import type { PendingWork } from '../system/pending-work.ts';

/** How many claims are on their way to the hub at once. */
const AT_ONCE = 16;
/** How long the hub may take for one that nobody waits for, milliseconds. */
const WITHIN_MS = 2000;
/** How soon a hub that has not answered is asked again, milliseconds, with as much again by chance. */
const AGAIN_MS = 1000;

export type OfferingOptions = {
  hub: ClaimHub;
  outbox: Outbox;
  clock: Clock;
  random: () => number;
  pendingWork: PendingWork;
  changes: Changes;
  /** Called with each answer, before it is written down. */
  onAnswer: (answer: ClaimAnswer) => void;
  /** Writes down what the hub has said to a claim. */
  settle: (claim: OwnClaim, answer: ClaimAnswer) => Promise<void>;
};

/**
 * Brings the hub whatever it has not heard yet: claims that nobody waits for, those that it didn't answer in time, all of
 * them after it has forgotten, and those that are taken back.
 */
export class Offering {
  readonly #options: OfferingOptions;
  #isUnderWay = false;
  #isWanted = false;
  #cancel = () => {};
  #closed = false;

  constructor(options: OfferingOptions) {
    this.#options = options;
  }

  /** Goes on now. To be called whenever there is something to offer, or the hub can be reached again. */
  look(): void {
    if (this.#closed) return;
    this.#isWanted = true;
    if (this.#isUnderWay || this.#options.hub.state !== 'connected') return;
    this.#cancel();
    this.#isUnderWay = true;
    this.#options.pendingWork.begin('offering claims to the hub', () => this.#work());
  }

  close(): void {
    this.#closed = true;
    this.#cancel();
  }

  async #work() {
    const { clock, random } = this.#options;
    let isAnswered = false;
    try {
      do {
        this.#isWanted = false;
        isAnswered = false;
        isAnswered = await this.#offerAll();
      } while (isAnswered && this.#isWanted && !this.#closed);
    } finally {
      this.#isUnderWay = false;
      if (!isAnswered && !this.#closed) {
        this.#cancel = clock.schedule(AGAIN_MS * (1 + random()), () => this.look());
      }
    }
  }

  /** @returns false if the hub has left something unanswered, or the disk has refused */
  async #offerAll(): Promise<boolean> {
    const { outbox, changes } = this.#options;
    for (;;) {
      const claims = outbox.claims.toOffer(AT_ONCE);
      const back = outbox.claims.toTakeBack(AT_ONCE);
      if ((claims.length === 0 && back.length === 0) || this.#closed) return true;
      const done = await Promise.all([
        ...claims.map((claim) => this.#offer(claim)),
        ...back.map((claim) => this.#takeBack(claim)),
      ]);
      changes.announce();
      if (done.includes(false)) return false;
    }
  }

  async #offer(claim: OwnClaim): Promise<boolean> {
    const { hub, onAnswer, settle } = this.#options;
    const answer = await hub.claim(claim, WITHIN_MS);
    onAnswer(answer);
    if (isUnanswered(answer)) return false;
    await settle(claim, answer);
    return true;
  }

  async #takeBack(claim: OwnClaim): Promise<boolean> {
    const { hub, outbox } = this.#options;
    const isKnown = await hub.takeBack(claim.key, claim.scanId);
    if (isKnown) await outbox.claims.settle(claim, { state: 'taken-back' });
    return isKnown;
  }
}
