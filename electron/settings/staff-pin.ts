import path from 'node:path';
import { hash, verify } from '@node-rs/argon2';
import { z } from 'zod';
import type { Clock } from '../core/system/clock.ts';
import { damagedFiles } from '../core/system/damaged-files.ts';
import {
  type FileText,
  readJson,
  writeDurably,
  writeTogether,
} from '../core/system/durable-file.ts';

/** Wrong tries that cost nothing; from then on the wait doubles, up to five minutes. */
const FREE_TRIES = 3;
const FIRST_WAIT_MS = 5_000;
const MAX_WAIT_MS = 300_000;

/**
 * As Argon2id writes 32 bytes with a salt of 16. Anything else would make a check throw, or refuse every PIN without
 * a word.
 */
const HASH =
  /^\$argon2id\$v=19\$m=[1-9]\d{1,5},t=[1-9],p=1\$[A-Za-z0-9+/]{21}[AQgw]\$[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]$/;

const pinSchema = z.object({ hash: z.string().regex(HASH) });
const triesSchema = z.object({ wrongTries: z.int().min(0) });

export type PinVerdict = { ok: true } | { ok: false; problem: 'wrong-pin'; waitMs: number };

/** How long the next try is refused after `wrongTries` in a row, milliseconds. */
export function waitAfter(wrongTries: number): number {
  if (wrongTries < FREE_TRIES) return 0;
  return Math.min(FIRST_WAIT_MS * 2 ** (wrongTries - FREE_TRIES), MAX_WAIT_MS);
}

/**
 * The staff PIN: kept hashed only, by Argon2id, and guarded against trying.
 *
 * The count of wrong tries is on disk, and a start begins the wait anew: whoever restarts the kiosk waits longer.
 * Waits run on monotonic time alone, so a wall clock that is set neither ends one nor prolongs it.
 */
export class StaffPin {
  readonly #pinFile: string;
  readonly #triesFile: string;
  readonly #clock: Clock;
  #hash: string | null;
  #isLost: boolean;
  #wrongTries: number;
  #refusedUntil: number;
  #changes = 0;

  constructor({ dataDir, clock }: { dataDir: string; clock: Clock }) {
    this.#pinFile = path.join(dataDir, 'staff.json');
    this.#triesFile = path.join(dataDir, 'staff-tries.json');
    this.#clock = clock;
    this.#hash = readJson(this.#pinFile, pinSchema.parse)?.hash ?? null;
    this.#isLost = this.#hash === null && damagedFiles(dataDir).includes('staff');
    this.#wrongTries = readJson(this.#triesFile, triesSchema.parse)?.wrongTries ?? 0;
    this.#refusedUntil = clock.monotonic() + waitAfter(this.#wrongTries);
  }

  get isSet(): boolean {
    return this.#hash !== null;
  }

  /** How often it was set or forgotten in this run: what an earlier PIN has opened must not stay open. */
  get changes(): number {
    return this.#changes;
  }

  /**
   * There was a PIN, and its file is damaged. No PIN fits then, and nobody gets in without one either: whoever may set
   * the environment sets a new one.
   */
  get isLost(): boolean {
    return this.#isLost;
  }

  /** @throws what the file system says */
  async set(pin: string): Promise<void> {
    const prepared = await this.prepare(pin);
    writeTogether([prepared]);
    prepared.take();
  }

  /**
   * Makes the hash of a new PIN, which takes a moment, and changes nothing yet.
   *
   * @returns what is to be written, and what is to be called once it is
   */
  async prepare(pin: string): Promise<FileText & { take: () => void }> {
    const made = await hash(pin);
    const take = () => {
      this.#hash = made;
      this.#isLost = false;
      this.#changes += 1;
    };
    return { file: this.#pinFile, text: `${JSON.stringify({ hash: made })}\n`, take };
  }

  /** Checks a PIN. While a wait runs every try is refused, also a right one, and the wait goes on. */
  async check(pin: string): Promise<PinVerdict> {
    const left = this.#refusedUntil - this.#clock.monotonic();
    if (left > 0) return { ok: false, problem: 'wrong-pin', waitMs: Math.ceil(left) };
    // Counted before it is known: tries at the same time must not share one, and ending the process must not undo it.
    this.#count(this.#wrongTries + 1);
    const waitMs = waitAfter(this.#wrongTries);
    this.#refusedUntil = this.#clock.monotonic() + waitMs;
    const hash = this.#hash;
    const isRight = hash !== null && (await verify(hash, pin));
    // Another PIN may have been set meanwhile, or the device been wiped: that try is over.
    if (!isRight || hash !== this.#hash) return { ok: false, problem: 'wrong-pin', waitMs };
    this.#count(0);
    this.#refusedUntil = 0;
    return { ok: true };
  }

  /** Forgets the PIN's hash and the wrong tries; the files are the caller's to delete. */
  forget(): void {
    this.#hash = null;
    this.#isLost = false;
    this.#changes += 1;
    this.#wrongTries = 0;
    this.#refusedUntil = 0;
  }

  #count(wrongTries: number) {
    this.#wrongTries = wrongTries;
    try {
      writeDurably(this.#triesFile, `${JSON.stringify({ wrongTries })}\n`);
    } catch {
      // A full disk must not keep staff out of the place where they would see it; this process still counts.
    }
  }
}
