import type { Kind } from '../../../shared/scan/outcome.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { ScanRow } from '../outbox/scan-row.ts';

/**
 * The scans that were claimed ahead of their attempts, in the order in which they are to be sent. Because the claim has
 * already waited for the disk, the requests needn't.
 */
export class ClaimedScans {
  readonly #outbox: Outbox;
  #rows: ScanRow[] = [];

  constructor(outbox: Outbox) {
    this.#outbox = outbox;
  }

  /** How many there are of each kind. */
  get counts(): Record<Kind, number> {
    const badge = this.#rows.filter(({ kind }) => kind === 'badge').length;
    return { badge, attendance: this.#rows.length - badge };
  }

  /** Whether any of them was made before Confera's time was known, so that its time may still be wrong. */
  get hasUntimed(): boolean {
    return this.#rows.some(({ untimed }) => untimed);
  }

  ofKinds(kinds: readonly Kind[]): ScanRow[] {
    return this.#rows.filter(({ kind }) => kinds.includes(kind));
  }

  /** Takes out the first ones, whose attempts follow at once. */
  take(limit: number): ScanRow[] {
    return this.#rows.splice(0, limit);
  }

  /** Adds a scan that was claimed to be sent alone, but can't be sent yet. */
  add(row: ScanRow): void {
    this.#rows.push(row);
  }

  /**
   * Claims more scans.
   *
   * @param now monotonic milliseconds
   * @throws StorageError
   */
  async claim(kinds: readonly Kind[], count: number, now: number): Promise<void> {
    this.#rows.push(...(await this.#outbox.claim(kinds, count, now)));
  }

  /** Gives scans back to the backlog without counting an attempt. @throws StorageError */
  async release(rows: readonly ScanRow[] = this.#rows): Promise<void> {
    const given = [...rows];
    await this.#outbox.release(given);
    this.#rows = this.#rows.filter((row) => !given.includes(row));
  }
}
