import type { AnswerStore } from './answer-store.ts';
import {
  type HeaderFields,
  type KeptAnswer,
  keptAnswer,
  mayBeKept,
  renewingFields,
  stageOf,
  validated,
} from './freshness.ts';

/** What a server answered, with its body whole. */
export type Answer = { status: number; headers: HeaderFields; body: Buffer };

/** A read: its address, and its header fields by their names in lower case. */
export type Read = { url: string; headers: HeaderFields };

/**
 * What an answer is worth. `good` may be kept. A `refusal` is the server's own no, and nothing is kept beside it.
 * `trouble` says nothing about what was asked for: a failing server, or somebody who answers in its place.
 */
export type Worth = 'good' | 'refusal' | 'trouble';

/** How a server is asked, and how its answer is judged. */
export type Asking = {
  /** Rejects if there is no answer. */
  ask: (headers: HeaderFields) => Promise<Answer>;
  /** Judges an answer other than a 304. Only one with the status 200 may be `good`. */
  worthOf: (answer: Answer) => Worth;
};

/** The answer to a read, and where it stands in its life. */
export type Got = {
  answer: Answer;
  /** It is past its lifetime, and the server hasn't vouched for it. */
  isStale: boolean;
  /** When the server made it or last vouched for it, in Unix milliseconds. */
  asOf: number;
  /** How long it may be used without asking, in milliseconds. */
  freshForMs: number;
  /** Why it took the place of a newer one; null if the server was not asked, or has given this one. */
  insteadOf: Failure | null;
};

/** A newer answer that could not be had: the server's trouble, or what `ask` rejected with. */
export type Failure = { answer: Answer } | { error: unknown };

/**
 * A private cache for reads, as RFC 9111 and RFC 5861 describe it. It asks no more often than the answers' own fields
 * demand. If the server can't be asked, the kept answer takes the place of the missing one.
 */
export class HttpCache {
  readonly #store: AnswerStore;
  readonly #now: () => number;

  /** @param now the true time as far as it is known, in Unix milliseconds */
  constructor({ store, now }: { store: AnswerStore; now: () => number }) {
    this.#store = store;
    this.#now = now;
  }

  /**
   * Answers a read, after asking the server unless what is kept is fresh. Whoever can show what is kept meanwhile gets it
   * from `kept`, so `stale-while-revalidate` needs no second request here.
   *
   * @throws what `ask` rejects with, if nothing is kept
   */
  async get(read: Read, asking: Asking): Promise<Got> {
    const kept = await this.#store.read(read.url);
    if (kept === null) return this.#ask(read, null, asking);
    const { is } = stageOf(kept, read.headers, this.#now());
    return is === 'fresh' ? this.#gotKept(kept, read) : this.#ask(read, kept, asking);
  }

  /**
   * What is kept, whatever its age; null if nothing is. It isn't called stale while it may be used during its renewal
   * (`stale-while-revalidate`).
   */
  async kept(read: Read): Promise<Got | null> {
    const kept = await this.#store.read(read.url);
    if (kept === null) return null;
    const { is } = stageOf(kept, read.headers, this.#now());
    return { ...this.#gotKept(kept, read), isStale: is === 'after-asking' };
  }

  /** Forgets everything. */
  clear(): Promise<void> {
    return this.#store.clear();
  }

  async #ask(read: Read, kept: KeptAnswer | null, { ask, worthOf }: Asking): Promise<Got> {
    let answer: Answer;
    try {
      answer = await ask(kept ? renewingFields(kept, read.headers) : read.headers);
    } catch (error) {
      if (kept) return { ...this.#gotKept(kept, read), insteadOf: { error } };
      throw error;
    }
    if (answer.status === 304) return this.#gotValidated(read, kept, answer);
    const worth = worthOf(answer);
    if (worth === 'trouble' && kept) {
      return { ...this.#gotKept(kept, read), insteadOf: { answer } };
    }
    if (worth === 'refusal') await this.#store.remove(read.url);
    return worth === 'good' ? this.#gotNew(read, answer) : this.#passedOn(answer);
  }

  async #gotNew(read: Read, answer: Answer): Promise<Got> {
    const made = keptAnswer(read.headers, answer, this.#now());
    if (!mayBeKept(answer.headers)) {
      await this.#store.remove(read.url);
      return { ...this.#passedOn(answer), asOf: made.heardAt };
    }
    await this.#store.write(read.url, made);
    return { ...this.#gotKept(made, read), isStale: false };
  }

  async #gotValidated(read: Read, kept: KeptAnswer | null, answer: Answer): Promise<Got> {
    if (kept === null) return this.#passedOn(answer);
    const still = validated(kept, answer.headers, this.#now());
    if (still === null) {
      // The next read asks for the whole answer.
      await this.#store.remove(read.url);
      return { ...this.#gotKept(kept, read), insteadOf: { answer } };
    }
    await this.#store.renew(read.url, still);
    return { ...this.#gotKept(still, read), isStale: false };
  }

  #gotKept(kept: KeptAnswer, read: Read): Got {
    const now = this.#now();
    const { is, freshForMs, ageMs } = stageOf(kept, read.headers, now);
    const age = String(Math.floor(ageMs / 1000));
    return {
      answer: { status: 200, headers: { ...kept.fields, age }, body: kept.body },
      isStale: is !== 'fresh',
      asOf: now - ageMs,
      freshForMs,
      insteadOf: null,
    };
  }

  /** An answer that isn't kept. */
  #passedOn(answer: Answer): Got {
    return { answer, isStale: false, asOf: this.#now(), freshForMs: 0, insteadOf: null };
  }
}
