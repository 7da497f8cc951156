import { type ClaimAnswer, isUnanswered } from '../hub/claim-hub.ts';

/** After this many unanswered questions in a row nobody waits for the hub any more. */
const MOST_FAILURES = 3;

/** Decides whether a person may be made to wait for the hub: not for one that has failed the last few. */
export class HubPatience {
  #failures = 0;

  /** Whether the next person's scan is worth the wait. */
  get mayAsk(): boolean {
    return this.#failures < MOST_FAILURES;
  }

  /** Notes what a question has brought. Any answer opens the way again, also one that nobody waited for. */
  note(answer: ClaimAnswer): void {
    this.#failures = isUnanswered(answer) ? this.#failures + 1 : 0;
  }
}
