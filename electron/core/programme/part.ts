import { isConferaApiError } from '../confera/api-error.ts';
import { type ReadEnd, waitBeforeNext } from './pace.ts';
import { PictureError, type ReadPart } from './programme-reads.ts';

/** Where one part of the programme stands: its value, and when it is read next. */
export class Part<T> {
  value: T | null = null;
  /** When Confera last vouched for it, in Unix milliseconds; null without a value. */
  asOf: number | null = null;
  /** In monotonic milliseconds. */
  dueAt = 0;
  /** Whether it should have been renewed by now and was not. */
  isOverdue = false;
  /** Whether Confera has refused this read itself, at the last attempt. */
  isRefused = false;
  #failures = 0;

  isDue(now: number): boolean {
    return this.dueAt <= now;
  }

  get isFailing(): boolean {
    return this.#failures > 0;
  }

  /** Takes what was read. A stale answer came in the place of one that didn't come, and counts as a failure. */
  take(read: ReadPart<T>, at: { now: number; random: number }): void {
    this.value = read.value;
    this.asOf = read.asOf;
    this.isRefused = false;
    if (read.isStale) {
      this.#failed(read.failure, at);
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

  /** Takes a failure. What was read before is dropped if Confera refuses the read itself. */
  fail(error: unknown, at: { now: number; random: number }): void {
    this.isRefused = refused(error) === 'read';
    if (refused(error) !== null || error instanceof PictureError) this.drop();
    this.#failed(error, at);
  }

  /** Notes that it was due and could not be asked for. */
  missed(): void {
    this.isOverdue = this.value !== null;
  }

  drop(): void {
    this.value = null;
    this.asOf = null;
    this.isOverdue = false;
  }

  #failed(error: unknown, { now, random }: { now: number; random: number }) {
    this.#failures += 1;
    this.missed();
    const what = refused(error);
    const retryAfterMs = isConferaApiError(error) ? error.retryAfterMs : undefined;
    const end: ReadEnd = what
      ? { is: 'refused', what }
      : { is: 'failed', failures: this.#failures, retryAfterMs };
    this.dueAt = now + waitBeforeNext(end, random);
  }
}

/** When Confera last vouched for the newest of these parts; null if none has a value. */
export function newestOf(parts: readonly Part<unknown>[]): number | null {
  const times = parts.map(({ asOf }) => asOf).filter((time) => time !== null);
  return times.length > 0 ? Math.max(...times) : null;
}

/** When Confera last vouched for the oldest of those that should have been renewed and were not; null without one. */
export function oldestOverdueOf(parts: readonly Part<unknown>[]): number | null {
  const overdue = parts.filter(({ isOverdue }) => isOverdue);
  const times = overdue.map(({ asOf }) => asOf).filter((time) => time !== null);
  return times.length > 0 ? Math.min(...times) : null;
}

/**
 * What is refused, so that another attempt soon is of no use: the `key` altogether, which may pass once the conference
 * is live; the `read`, to which the key has no right or which isn't there; or a `picture` that may not be shown.
 */
function refused(error: unknown): 'key' | 'read' | 'picture' | null {
  if (error instanceof PictureError) return error.isLasting ? 'picture' : null;
  if (!isConferaApiError(error) || !error.fromConfera) return null;
  const { status } = error;
  if (status === 401) return 'key';
  return status >= 400 && status < 500 && status !== 408 && status !== 429 ? 'read' : null;
}
