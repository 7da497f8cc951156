import { setTimeout as sleep } from 'node:timers/promises';
import { GROUNDS, groundShown, scan } from '../fixtures/screen.ts';

/** A badge that the keyboard scanner has typed, and when, in Unix milliseconds. */
export type TypedBadge = {
  code: string;
  from: number;
  to: number;
  /** What the screen showed if Confera did not hear of the badge: `refused` if it showed that at any time. */
  shown?: string;
};

const EACH_MS = 1_000;

/** Confera has nearly always heard of a badge after this time. Only then is the screen worth a look. */
const HEARD_MS = 250;

/** How long it takes at most to look at the screen before the next badge comes. */
const LOOK_MS = 300;

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
      const code = `TEST-SOAK-${String(this.typed.length + 1).padStart(5, '0')}`;
      const from = Date.now();
      await scan(code);
      const badge: TypedBadge = { code, from, to: Date.now() };
      this.typed.push(badge);
      await sleep(HEARD_MS);
      await this.#watch(badge, next + EACH_MS - LOOK_MS);
    }
  }

  /** Looks at the screen until Confera has heard of the badge, the screen refuses it, or its time is over. */
  async #watch(badge: TypedBadge, end: number): Promise<void> {
    while (!this.#isHeard(badge.code)) {
      badge.shown = nameOf(await groundShown());
      if (badge.shown === 'refused' || Date.now() > end) return;
    }
  }
}

function nameOf(ground: string): string {
  return Object.entries(GROUNDS).find(([, colour]) => colour === ground)?.[0] ?? ground;
}
