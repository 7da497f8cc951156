import { lstatSync, rmSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { Closure as ToldClosure } from '../../shared/bridge/closure.ts';
import type { Clock } from '../core/system/clock.ts';
import { readIfThere, syncFolder, writeDurably } from '../core/system/durable-file.ts';

const schema = z.object({ since: z.number(), place: z.string().nullable() });

/** Since when the entrance is closed, in Unix milliseconds, and where visitors go instead. */
type Closed = z.infer<typeof schema>;

/**
 * Whether staff have closed this entrance to visitors. It is kept in the data folder as `closure.json`, so that a
 * restart doesn't open it again: the entrance is closed as long as there is a file of that name.
 *
 * What staff decide holds at once, even if the disk refuses. `isKept` then tells that a restart would undo it.
 */
export class Closure {
  readonly #file: string;
  readonly #clock: Clock;
  readonly #onChange: () => void;
  #closed: Closed | null = null;
  #isKept = true;

  constructor(dataDir: string, clock: Clock, onChange: () => void) {
    this.#file = path.join(dataDir, 'closure.json');
    this.#clock = clock;
    this.#onChange = onChange;
    this.readAgain();
  }

  /** Reads the data folder again. */
  readAgain(): void {
    this.#closed = this.#read();
    this.#isKept = true;
  }

  /** As every screen is told of it; null while the entrance is open. */
  get state(): ToldClosure | null {
    return this.#closed && { ...this.#closed, isKept: this.#isKept };
  }

  /** Closes the entrance. If it is closed already, all stays as it is. Returns whether it will survive a restart. */
  close(): boolean {
    this.#closed ??= { since: this.#clock.now(), place: null };
    return this.#keep();
  }

  /**
   * Says where visitors go instead; null for any other entrance. It closes nothing.
   *
   * @returns whether that will survive a restart; null if the entrance is open
   */
  sendTo(place: string | null): boolean | null {
    if (!this.#closed) return null;
    this.#closed = { ...this.#closed, place };
    return this.#keep();
  }

  /** Opens the entrance. Returns whether it will be open after a restart, too. */
  open(): boolean {
    this.#closed = null;
    return this.#keep();
  }

  /** Makes the file say what is in force. */
  #keep(): boolean {
    try {
      if (this.#closed) writeDurably(this.#file, `${JSON.stringify(this.#closed)}\n`);
      else this.#remove();
      this.#isKept = true;
    } catch {
      this.#isKept = false;
    }
    this.#onChange();
    return this.#isKept;
  }

  #remove() {
    rmSync(this.#file, { force: true });
    syncFolder(path.dirname(this.#file));
  }

  /** A file that can't be read closes the entrance as well: staff closed it, and only what else it says is lost. */
  #read(): Closed | null {
    const stat = lstatSync(this.#file, { throwIfNoEntry: false });
    if (!stat) return null;
    try {
      return schema.parse(JSON.parse(readIfThere(this.#file) ?? ''));
    } catch {
      return { since: stat.mtimeMs, place: null };
    }
  }
}
