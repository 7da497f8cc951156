import type { Kind } from '../../../shared/scan/outcome.ts';
import type { Clock } from '../system/clock.ts';
import type { Effect } from './classify-answer.ts';
import { answerWithoutAsking, observe, START, type Standing } from './standing.ts';
import type { WayTrouble } from './trouble.ts';

/** What last stood in the way. */
export type MetTrouble = WayTrouble & {
  /** Unix milliseconds. */
  at: number;
  /** Whether Confera has answered since. */
  over: boolean;
};

type Listener = (now: Standing, before: Standing) => void;

/** Holds the device's standing, and tells who listens when it changes. */
export class ConnectionMonitor {
  readonly #clock: Clock;
  readonly #random: () => number;
  readonly #listeners = new Set<Listener>();
  #standing = START;
  #lastAnswerAt: number | null = null;
  #trouble: MetTrouble | null = null;

  constructor({ clock, random }: { clock: Clock; random: () => number }) {
    this.#clock = clock;
    this.#random = random;
  }

  get standing(): Standing {
    return this.#standing;
  }

  /** When Confera itself last answered, whatever it said; Unix milliseconds. */
  get lastAnswerAt(): number | null {
    return this.#lastAnswerAt;
  }

  /** What last stood in the way; null where nothing has since the start. */
  get trouble(): MetTrouble | null {
    return this.#trouble;
  }

  /** Confera itself has answered. */
  answered(): void {
    this.#lastAnswerAt = this.#clock.now();
    if (this.#trouble) this.#trouble = { ...this.#trouble, over: true };
  }

  /** Something stood in the way. */
  met(trouble: WayTrouble): void {
    this.#trouble = { ...trouble, at: this.#clock.now(), over: false };
  }

  /**
   * Takes note of an attempt's effect; `null` for a kind or a row that it wasn't about.
   *
   * @param isRowsOwn whether the row itself is the likelier cause of no answer: it counts as a server's failing then
   */
  observe(
    effect: Effect,
    {
      isRowsOwn = false,
      ...about
    }: { kind: Kind | null; rowId: number | null; isRowsOwn?: boolean },
  ): void {
    const seen = { ...about, now: this.#clock.monotonic(), random: this.#random() };
    const counted: Effect = isRowsOwn ? { kind: 'server-trouble' } : effect;
    this.#change(observe(this.#standing, { effect: counted, ...seen }));
  }

  /** What a person is told without asking Confera; null where it is asked. */
  answerWithoutAsking(kind: Kind): ReturnType<typeof answerWithoutAsking> {
    return answerWithoutAsking(this.#standing, kind, this.#clock.monotonic());
  }

  /** @returns what ends the listening */
  onChange(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #change(standing: Standing) {
    const before = this.#standing;
    if (standing === before) return;
    this.#standing = standing;
    for (const listener of this.#listeners) listener(standing, before);
  }
}
