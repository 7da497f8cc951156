import path from 'node:path';
import { hash, verify } from '@node-rs/argon2';
import { z } from 'zod';
import type { Clock } from '../clock.ts';
import { readJson, writeDurably } from '../durable-file.ts';

/** Wrong tries that cost nothing; from then on the wait doubles, up to five minutes. */
const FREE_TRIES = 3;
const FIRST_WAIT_MS = 5_000;
const MAX_WAIT_MS = 300_000;

const schema = z.object({ hash: z.string() });

export type PinVerdict = { ok: true } | { ok: false; problem: 'wrong-pin'; waitMs: number };

/** How long the next try is refused after `wrongTries` in a row, milliseconds. */
export function waitAfter(wrongTries: number): number {
  if (wrongTries < FREE_TRIES) return 0;
  return Math.min(FIRST_WAIT_MS * 2 ** (wrongTries - FREE_TRIES), MAX_WAIT_MS);
}

/** The staff PIN: kept hashed only, by Argon2id, and guarded against trying. */
export class StaffPin {
  readonly #file: string;
  readonly #clock: Clock;
  #hash: string | null;
  #wrongTries = 0;
  #refusedUntil = 0;

  constructor({ dataDir, clock }: { dataDir: string; clock: Clock }) {
    this.#file = path.join(dataDir, 'staff.json');
    this.#clock = clock;
    this.#hash = readJson(this.#file, schema.parse)?.hash ?? null;
  }

  get isSet(): boolean {
    return this.#hash !== null;
  }

  /** @throws what the file system says */
  async set(pin: string): Promise<void> {
    const made = await hash(pin);
    writeDurably(this.#file, `${JSON.stringify({ hash: made })}\n`);
    this.#hash = made;
  }

  /** Checks a PIN. While a wait runs every try is refused, also a right one, and the wait goes on. */
  async check(pin: string): Promise<PinVerdict> {
    const left = this.#refusedUntil - this.#clock.monotonic();
    if (left > 0) return { ok: false, problem: 'wrong-pin', waitMs: Math.ceil(left) };
    // Counted before it is known: tries at the same time must not share one.
    this.#wrongTries += 1;
    const waitMs = waitAfter(this.#wrongTries);
    this.#refusedUntil = this.#clock.monotonic() + waitMs;
    if (this.#hash === null || !(await verify(this.#hash, pin))) {
      return { ok: false, problem: 'wrong-pin', waitMs };
    }
    this.#wrongTries = 0;
    this.#refusedUntil = 0;
    return { ok: true };
  }
}
