import path from 'node:path';
import { z } from 'zod';
import type { Clock } from '../core/system/clock.ts';
import { readJson, writeDurably } from '../core/system/durable-file.ts';
import { waitAfter } from '../settings/staff-pin.ts';

const triesSchema = z.object({ wrongTries: z.int().min(0) });

/**
 * Makes whoever guesses the passphrase of a provisioning code at this kiosk wait longer and longer, as for the staff PIN:
 * wrong tries are counted on disk, and each start begins the wait again, so restarting the kiosk only makes it longer.
 * Whoever has a picture of a code can guess elsewhere, against which only a good passphrase helps.
 */
export class PassphraseTries {
  readonly #file: string;
  readonly #clock: Clock;
  #wrong: number;
  /** On monotonic time. */
  #refusedUntil: number;

  /** @throws what the file system says, but for a file that is missing */
  constructor({ dataDir, clock }: { dataDir: string; clock: Clock }) {
    this.#file = path.join(dataDir, 'passphrase-tries.json');
    this.#clock = clock;
    this.#wrong = readJson(this.#file, triesSchema.parse)?.wrongTries ?? 0;
    this.#refusedUntil = clock.monotonic() + waitAfter(this.#wrong);
  }

  /**
   * Counts a try as wrong until it turns out to be right, so that several at once don't count as one, and ending the
   * process doesn't undo the count.
   *
   * @returns whether the passphrase may be tried, and how long the next try is refused, in milliseconds
   */
  begin(): { mayTry: boolean; waitMs: number } {
    const left = this.#refusedUntil - this.#clock.monotonic();
    if (left > 0) return { mayTry: false, waitMs: Math.ceil(left) };
    this.#count(this.#wrong + 1);
    const waitMs = waitAfter(this.#wrong);
    this.#refusedUntil = this.#clock.monotonic() + waitMs;
    return { mayTry: true, waitMs };
  }

  succeed(): void {
    this.#count(0);
    this.#refusedUntil = Number.NEGATIVE_INFINITY;
  }

  /** Forgets the wrong tries. The caller deletes the file. */
  forget(): void {
    this.#wrong = 0;
    this.#refusedUntil = Number.NEGATIVE_INFINITY;
  }

  #count(wrongTries: number) {
    this.#wrong = wrongTries;
    try {
      writeDurably(this.#file, `${JSON.stringify({ wrongTries })}\n`);
    } catch {
      // A full disk must not keep anybody from setting the kiosk up. This process goes on counting.
    }
  }
}
