import { isConferaApiError } from '../confera/api-error.ts';
import { waitBeforeNext } from './pace.ts';
import type { ReadPart } from './programme-reads.ts';

/** Where one part of the programme stands: its value, and when it is read next. */
export class Part<T> {
  value: T | null = null;
  /** When Confera last vouched for it, in Unix milliseconds; null without a value. */
  asOf: number | null = null;
  /** In monotonic milliseconds. */
  dueAt = 0;
  /** Whether it should have been renewed by now and was not. */
  isOverdue = false;
  /** Whether the key may not read it, so that it isn't read again. */
  isRefused = false;
  #failures = 0;

  isDue(now: number): boolean {
    return !this.isRefused && this.dueAt <= now;
  }

  get isFailing(): boolean {
    return this.#failures > 0;
  }

  /** Takes what was read. A stale answer came in the place of one that didn't come, and counts as a failure. */
  take(read: ReadPart<T>, at: { now: number; random: number }): void {
    this.value = read.value;
    this.asOf = read.asOf;
    if (read.isStale) {
      this.#wait(at, read.retryAfterMs);
      return;
    }
    const { freshForMs } = read;
    this.#failures = 0;
    this.isOverdue = false;
    this.dueAt = at.now + waitBeforeNext({ is: 'read', freshForMs }, at.random);
  }

  /** Takes what was kept. It is due at once unless it is fresh. */
  takeKept(read: ReadPart<T>, now: number): void {
    this.value = read.value;
    this.asOf = read.asOf;
    this.isOverdue = read.isStale;
    this.dueAt = now + read.freshForMs;
  }

  /** Takes a failure. If Confera refuses the read itself, there is no use in repeating it, nor in what was read. */
  fail(error: unknown, at: { now: number; random: number }): void {
    const refusal = refusalOf(error);
    if (refusal !== null) this.drop();
    this.isRefused = refusal === 'for-good';
    const isSlow = refusal === 'key';
    const asked = isConferaApiError(error) ? error.retryAfterMs : undefined;
    this.#wait(at, isSlow ? Number.POSITIVE_INFINITY : asked);
  }

  drop(): void {
    this.value = null;
    this.asOf = null;
    this.isOverdue = false;
  }

  #wait({ now, random }: { now: number; random: number }, retryAfterMs: number | undefined) {
    this.#failures += 1;
    this.isOverdue = this.value !== null;
    const end = { is: 'failed', failures: this.#failures, retryAfterMs } as const;
    this.dueAt = now + waitBeforeNext(end, random);
  }
}

/**
 * Whether Confera itself has refused a read: `for-good` if this key has no right to it or there is no such read, and
 * `key` if the key is refused altogether, which may pass once the conference is live.
 */
function refusalOf(error: unknown): 'for-good' | 'key' | null {
  if (!isConferaApiError(error) || !error.fromConfera) return null;
  const { status } = error;
  if (status === 401) return 'key';
  return status >= 400 && status < 500 && status !== 408 && status !== 429 ? 'for-good' : null;
}
