import { setTimeout as sleep } from 'node:timers/promises';
import { GROUNDS, groundShown, scan } from '../fixtures/screen.ts';

/** A badge that the keyboard scanner has typed, and when, in Unix milliseconds. */
export type TypedBadge = {
  code: string;
  from: number;
  to: number;
  /** What the screen showed if Confera had not heard of the badge when the next one came. */
  shown?: string;
};

const EACH_MS = 1_000;

/** A person with a keyboard scanner, who scans a new badge every second, and looks at the screen if one was not heard. */
export class TypedBadges {
  readonly typed: TypedBadge[] = [];
  readonly #isHeard: (code: string) => boolean;
  #ended = false;
  #work: Promise<void> | undefined;

  /** @param isHeard whether Confera has heard of a badge */
  constructor(isHeard: (code: string) => boolean) {
    this.#isHeard = isHeard;
  }

  start(): void {
    this.#work = this.#type();
  }

  /** Resolves when the last badge has been typed, or rejects with what kept the scanner from typing. */
  async end(): Promise<void> {
    this.#ended = true;
    await this.#work;
  }

  async #type(): Promise<void> {
    for (let next = Date.now(); !this.#ended; next = Math.max(next + EACH_MS, Date.now())) {
      await sleep(next - Date.now());
      const before = this.typed.at(-1);
      if (before && !this.#isHeard(before.code)) before.shown = nameOf(await groundShown());
      const code = `TEST-SOAK-${String(this.typed.length + 1).padStart(5, '0')}`;
      const from = Date.now();
      await scan(code);
      this.typed.push({ code, from, to: Date.now() });
    }
  }
}

function nameOf(ground: string): string {
  return Object.entries(GROUNDS).find(([, colour]) => colour === ground)?.[0] ?? ground;
}
