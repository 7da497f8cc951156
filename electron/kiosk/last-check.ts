import path from 'node:path';
import { z } from 'zod';
import type { Clock } from '../core/system/clock.ts';
import { readIfThere, writeDurably } from '../core/system/durable-file.ts';

/** Up to the last moment that a date can tell. */
const schema = z.object({ passedAt: z.int().min(0).max(8.64e15) });

/**
 * When this device last passed the check before the doors open. It is kept in the data folder as `check.json`, so that a
 * restart during the day asks nobody to check again. If the disk refuses, it is known until this run ends.
 */
export class LastCheck {
  readonly #file: string;
  readonly #clock: Clock;
  readonly #onChange: () => void;
  #passedAt: number | null = null;
  /** Whether the last run of the core's part found something red, also what a steward isn't shown. */
  foundRed = false;

  constructor(dataDir: string, clock: Clock, onChange: () => void) {
    this.#file = path.join(dataDir, 'check.json');
    this.#clock = clock;
    this.#onChange = onChange;
    this.readAgain();
  }

  /** Unix milliseconds; null if that is not known. */
  get passedAt(): number | null {
    return this.#passedAt;
  }

  /** Notes that the check was passed just now, unless the core's part of it was not. */
  pass(): void {
    if (this.foundRed) return;
    this.#passedAt = this.#clock.now();
    try {
      writeDurably(this.#file, `${JSON.stringify({ passedAt: this.#passedAt })}\n`);
    } catch {
      // The check itself tells what is wrong with the disk.
    }
    this.#onChange();
  }

  /** Reads the data folder again. Of a file that can't be read nothing is known, and the check is made once more. */
  readAgain(): void {
    this.foundRed = false;
    try {
      const text = readIfThere(this.#file);
      this.#passedAt = text === null ? null : schema.parse(JSON.parse(text)).passedAt;
    } catch {
      this.#passedAt = null;
    }
  }
}
