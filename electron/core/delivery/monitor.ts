import type { Kind } from '../../../shared/scan/outcome.ts';
import type { Clock } from '../system/clock.ts';
import type { Effect } from './classify-answer.ts';
import { observe, START, type Standing, toldWithoutAsking, withNewKey } from './standing.ts';
import type { WayTrouble } from './trouble.ts';

/** What last stood in the way to Confera. */
export type MetTrouble = WayTrouble & {
  /** Unix milliseconds. */
  at: number;
  /** Whether Confera has answered since. */
  over: boolean;
};

type Listener = (now: Standing, before: Standing) => void;

/** Keeps the device's standing with Confera, and tells its listeners when it changes. */
export class ConnectionMonitor {
  readonly #clock: Clock;
  readonly #random: () => number;
  readonly #listeners = new Set<Listener>();
  #standing = START;
  #lastAnswerAt: number | null = null;
  #heardAt: number;
  #trouble: MetTrouble | null = null;

  constructor({ clock, random }: { clock: Clock; random: () => number }) {
    this.#clock = clock;
    this.#random = random;
    this.#heardAt = clock.monotonic();
  }

  get standing(): Standing {
    return this.#standing;
  }

  /** When Confera itself last answered, whatever it said, in Unix milliseconds; null if it hasn't since the start. */
  get lastAnswerAt(): number | null {
    return this.#lastAnswerAt;
  }

  /** When Confera itself last answered, or when the device started, in monotonic milliseconds. */
  get heardAt(): number {
    return this.#heardAt;
  }

  /** What last stood in the way to Confera; null if nothing has since the start. */
  get trouble(): MetTrouble | null {
    return this.#trouble;
  }

  /** Notes that Confera itself has answered. */
  answered(): void {
    this.#lastAnswerAt = this.#clock.now();
    this.#heardAt = this.#clock.monotonic();
    if (this.#trouble) this.#trouble = { ...this.#trouble, over: true };
  }

  /** Notes what stood in the way to Confera. */
  met(trouble: WayTrouble): void {
    this.#trouble = { ...trouble, at: this.#clock.now(), over: false };
  }

  /**
   * Changes the standing by the effect of an attempt. If the attempt was about no scan, `kind` and `rowId` are null.
   *
   * @param isRowsOwn whether the scan itself is the likelier cause of a missing answer, which then counts as a failure
   *   of the server
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

  /** Notes that the device has another key, so that what the old one was refused doesn't count any more. */
  keyChanged(): void {
    this.#change(withNewKey(this.#standing, this.#clock.monotonic()));
  }

  /** Returns what a person is told without asking Confera, or null if Confera is to be asked. */
  toldWithoutAsking(kind: Kind): ReturnType<typeof toldWithoutAsking> {
    return toldWithoutAsking(this.#standing, kind, this.#clock.monotonic());
  }

  /** Calls the listener whenever the standing has changed. @returns a function that ends this */
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
