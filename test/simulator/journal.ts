export type RequestKind = 'health' | 'badge' | 'attendance' | 'read' | 'image' | 'other';

/** One API request. Entered once the request is read; `status` is filled in when an answer goes out. */
export interface JournalEntry {
  /** Counts from 1 since the last reset. */
  readonly n: number;
  /** When it arrived, epoch milliseconds. */
  readonly at: number;
  readonly method: string;
  readonly path: string;
  readonly kind: RequestKind;
  /** The last four characters of the key, never more. */
  readonly apiKeyTail: string | null;
  readonly idempotencyKey: string | null;
  readonly userAgent: string | null;
  /** The code as it was sent. */
  readonly code: string | null;
  readonly location: string | null;
  readonly dayDate: string | null;
  /** Whether this request recorded a check-in (a duplicate or a replay did not). */
  readonly acted: boolean;
  /** What was sent, or null while (or if) nothing was. */
  readonly status: number | null;
  /** The fault that was played, or null. */
  readonly fault: string | null;
  readonly replayed: boolean;
  /** API requests open when this one arrived, itself included. */
  readonly inFlight: number;
}

/** The writable view, for the exchange that the entry belongs to. */
export type OpenEntry = { -readonly [Field in keyof JournalEntry]: JournalEntry[Field] };

interface Waiter {
  check(): boolean;
  fail(reason: string): void;
}

/** The list of requests, and waiting for it to say something. */
export class Journal {
  readonly #limit: number;
  #entries: OpenEntry[] = [];
  #count = 0;
  #waiters = new Set<Waiter>();
  #checkScheduled = false;

  /** @param limit how many entries are kept, the newest ones. */
  constructor(limit: number) {
    this.#limit = limit;
  }

  entries(): readonly JournalEntry[] {
    return this.#entries.length > this.#limit
      ? this.#entries.slice(this.#entries.length - this.#limit)
      : this.#entries;
  }

  add(entry: Omit<OpenEntry, 'n'>): OpenEntry {
    const numbered = { n: ++this.#count, ...entry };
    this.#entries.push(numbered);
    // Trimmed by halves, so that a long run pays O(1) a request.
    if (this.#entries.length >= 2 * this.#limit) {
      this.#entries = this.#entries.slice(this.#entries.length - this.#limit);
    }
    this.changed();
    return numbered;
  }

  /** Has the waiting conditions looked at again, once for all the changes of this turn. */
  changed(): void {
    if (this.#waiters.size === 0 || this.#checkScheduled) return;
    this.#checkScheduled = true;
    setImmediate(() => {
      this.#checkScheduled = false;
      for (const waiter of this.#waiters) if (waiter.check()) this.#waiters.delete(waiter);
    });
  }

  /**
   * Resolves with the first truthy value of `look`, which is asked now and after every change.
   * Rejects after `timeoutMs`, when `look` throws, or when the simulator closes.
   */
  waitFor<T>(look: (journal: readonly JournalEntry[]) => T, timeoutMs: number): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const waiter: Waiter = {
        check: () => {
          try {
            const found = look(this.entries());
            if (!found) return false;
            resolve(found);
          } catch (error) {
            reject(error);
          }
          clearTimeout(timer);
          return true;
        },
        fail: (reason) => {
          clearTimeout(timer);
          this.#waiters.delete(waiter);
          reject(new Error(reason));
        },
      };
      const timer = setTimeout(() => waiter.fail(this.#timeoutMessage(timeoutMs)), timeoutMs);
      if (!waiter.check()) this.#waiters.add(waiter);
    });
  }

  reset(): void {
    this.#entries = [];
    this.#count = 0;
    this.changed();
  }

  close(): void {
    for (const waiter of this.#waiters) waiter.fail('The simulator was closed while waiting.');
  }

  #timeoutMessage(timeoutMs: number): string {
    const last = this.entries()
      .slice(-5)
      .map(({ n, kind, code, status, fault }) => JSON.stringify({ n, kind, code, status, fault }));
    return `The simulator's journal did not come to that within ${timeoutMs} ms; it ends with: ${
      last.join(' ') || 'nothing'
    }`;
  }
}
