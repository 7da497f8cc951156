import { setTimeout as sleep } from 'node:timers/promises';
import { scan } from '../fixtures/screen.ts';

/** A badge that the keyboard scanner has typed, and when, in Unix milliseconds. */
export type TypedBadge = { code: string; from: number; to: number };

const EACH_MS = 1_000;

/** A person with a keyboard scanner, who scans a new badge every second and looks at nothing. */
export class TypedBadges {
  readonly typed: TypedBadge[] = [];
  #ended = false;
  #work: Promise<void> | undefined;

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
      this.typed.push({ code, from, to: Date.now() });
    }
  }
}
