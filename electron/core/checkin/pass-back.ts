import type { FirstScan } from '../../../shared/scan/outcome.ts';
import { JUST_NOW_MS } from '../hub/told-from-venue.ts';

export type PassBackOptions = {
  /** How long after a scan the same badge is asked about, milliseconds; 0 for never. */
  withinMs: number;
  /** Reads of one code that follow each other faster than this are one badge in front of the scanner. */
  heldMs: number;
};

/** One code, as this process has seen it. Times are monotonic milliseconds, if not told otherwise. */
type Seen = {
  /** When it was read last, repeats included. */
  readAt: number;
  /** The last answer that a badge was scanned before, if no row tells of it. `at` is Unix milliseconds. */
  again: FirstScan | null;
};

/**
 * Notices a badge that comes back soon after it was scanned, because it may have been handed to the next person.
 *
 * The rows tell of most scans before, also over a restart. This keeps what no row tells: when a code was last read, even
 * as a repeat that was ignored, and the answers that needed no row.
 */
export class PassBack {
  readonly #options: PassBackOptions;
  /** Oldest read first. */
  readonly #seen = new Map<string, Seen>();

  constructor(options: PassBackOptions) {
    this.#options = options;
  }

  get isOn(): boolean {
    return this.#options.withinMs > 0;
  }

  /**
   * Notes that a code was read.
   *
   * @param at monotonic milliseconds
   * @returns whether the badge has been in front of the scanner all the while, so that nobody else can have it
   */
  read(code: string, at: number): boolean {
    if (!this.isOn) return false;
    const { withinMs, heldMs } = this.#options;
    for (const [old, { readAt }] of this.#seen) {
      if (at - readAt < Math.max(withinMs, heldMs)) break;
      this.#seen.delete(old);
    }
    const before = this.#seen.get(code);
    this.#seen.delete(code);
    this.#seen.set(code, { readAt: at, again: before?.again ?? null });
    return before !== undefined && at - before.readAt < heldMs;
  }

  /** Notes a scan of which no row tells. */
  answered(code: string, scan: FirstScan): void {
    const seen = this.#seen.get(code);
    if (seen) seen.again = scan;
  }

  /**
   * The scan because of which staff are to ask whether it was the same person; null if there is none.
   *
   * @param before what else is known: this device's own last scan of the badge, and another gate's. Times are Unix
   *   milliseconds
   * @param now the same
   */
  ask(
    code: string,
    before: { own: FirstScan | null; others: FirstScan | null },
    now: number,
  ): FirstScan | null {
    const { withinMs } = this.#options;
    // A badge that another gate has read just now was most likely read by two scanners.
    const isFar = before.others !== null && now - before.others.at >= JUST_NOW_MS;
    const known = [before.own, isFar ? before.others : null, this.#seen.get(code)?.again ?? null];
    const last = known
      .filter((scan) => scan !== null)
      .reduce<FirstScan | null>((late, scan) => (late && late.at > scan.at ? late : scan), null);
    return last && now - last.at < withinMs ? last : null;
  }
}
