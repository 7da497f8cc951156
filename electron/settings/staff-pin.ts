import path from 'node:path';
import { hash, verify } from '@node-rs/argon2';
import { z } from 'zod';
import { isEasyPin } from '../../shared/settings/easy-pin.ts';
import type { Clock } from '../core/system/clock.ts';
import { damagedFiles } from '../core/system/damaged-files.ts';
import {
  type FileText,
  readJson,
  writeDurably,
  writeTogether,
} from '../core/system/durable-file.ts';

/** This many wrong tries cost nothing. After that each costs a wait, which doubles up to five minutes. */
const FREE_TRIES = 3;
const FIRST_WAIT_MS = 5_000;
const MAX_WAIT_MS = 300_000;

/**
 * A hash of 32 bytes with a salt of 16, as Argon2id writes it. Anything else would make a check throw, or silently
 * refuse every PIN.
 */
const HASH =
  /^\$argon2id\$v=19\$m=[1-9]\d{1,5},t=[1-9],p=1\$[A-Za-z0-9+/]{21}[AQgw]\$[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]$/;

const pinSchema = z.object({
  hash: z.string().regex(HASH),
  /** Whether it is a PIN that people try first. Only the PIN itself tells, so it is noted when the PIN is set. */
  easy: z.boolean().optional(),
});
const triesSchema = z.object({ wrongTries: z.int().min(0) });

export type PinVerdict = { ok: true } | { ok: false; problem: 'wrong-pin'; waitMs: number };

/** For how many milliseconds the next try is refused after `wrongTries` in a row. */
export function waitAfter(wrongTries: number): number {
  if (wrongTries < FREE_TRIES) return 0;
  return Math.min(FIRST_WAIT_MS * 2 ** (wrongTries - FREE_TRIES), MAX_WAIT_MS);
}

/**
 * The staff PIN. It is kept only as an Argon2id hash, and guarded against guessing.
 *
 * Wrong tries are counted on disk, and each start begins the wait again, so restarting the kiosk only makes it longer.
 * Waits are measured on monotonic time, so setting the clock neither ends nor prolongs one.
 */
export class StaffPin {
  readonly #pinFile: string;
  readonly #triesFile: string;
  readonly #clock: Clock;
  #hash: string | null;
  #isEasy: boolean | null;
  #isLost: boolean;
  #wrongTries: number;
  #refusedUntil: number;
  #changes = 0;

  constructor({ dataDir, clock }: { dataDir: string; clock: Clock }) {
    this.#pinFile = path.join(dataDir, 'staff.json');
    this.#triesFile = path.join(dataDir, 'staff-tries.json');
    this.#clock = clock;
    const kept = readJson(this.#pinFile, pinSchema.parse);
    this.#hash = kept?.hash ?? null;
    this.#isEasy = kept?.easy ?? null;
    this.#isLost = this.#hash === null && damagedFiles(dataDir).includes('staff');
    this.#wrongTries = readJson(this.#triesFile, triesSchema.parse)?.wrongTries ?? 0;
    this.#refusedUntil = clock.monotonic() + waitAfter(this.#wrongTries);
  }

  get isSet(): boolean {
    return this.#hash !== null;
  }

  /** How often the PIN was set or forgotten in this run. What an earlier PIN has opened must not stay open. */
  get changes(): number {
    return this.#changes;
  }

  /**
   * Whether there was a PIN whose file is damaged. No PIN opens the staff area then, and nobody gets in without one.
   * Somebody who may change the environment has to set a new one.
   */
  get isLost(): boolean {
    return this.#isLost;
  }

  /** Whether the PIN is one that people try first; null if there is none, or if that wasn't noted when it was set. */
  get isEasy(): boolean | null {
    return this.#isEasy;
  }

  /** @throws what the file system says */
  async set(pin: string): Promise<void> {
    const prepared = await this.prepare(pin);
    writeTogether([prepared]);
    prepared.take();
  }

  /**
   * Makes the hash of a new PIN, which takes a moment. It changes nothing yet.
   *
   * @returns the file to write, and `take`, which puts the PIN into force once the file is written
   */
  async prepare(pin: string): Promise<FileText & { take: () => void }> {
    const made = await hash(pin);
    const easy = isEasyPin(pin);
    const take = () => {
      this.#hash = made;
      this.#isEasy = easy;
      this.#isLost = false;
      this.#changes += 1;
    };
    return { file: this.#pinFile, text: `${JSON.stringify({ hash: made, easy })}\n`, take };
  }

  /** Checks a PIN. During a wait every try is refused, even a right one, and the wait goes on. */
  async check(pin: string): Promise<PinVerdict> {
    const left = this.#refusedUntil - this.#clock.monotonic();
    if (left > 0) return { ok: false, problem: 'wrong-pin', waitMs: Math.ceil(left) };
    // Counted before the result is known: simultaneous tries must not count as one, and ending the process must not
    // undo the count.
    this.#count(this.#wrongTries + 1);
    const waitMs = waitAfter(this.#wrongTries);
    this.#refusedUntil = this.#clock.monotonic() + waitMs;
    const hash = this.#hash;
    const isRight = hash !== null && (await verify(hash, pin));
    // If another PIN was set in the meantime, or the device was wiped, this try has failed.
    if (!isRight || hash !== this.#hash) return { ok: false, problem: 'wrong-pin', waitMs };
    this.#count(0);
    this.#refusedUntil = 0;
    return { ok: true };
  }

  /** Forgets the PIN and the wrong tries. The caller deletes the files. */
  forget(): void {
    this.#hash = null;
    this.#isEasy = null;
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
      // A full disk must not keep staff out of the one place that tells them about it. This process goes on counting.
    }
  }
}
