import type { Clock } from '../../system/clock.ts';

/**
 * Gives what `work` resolves with, or `late` if it takes longer. `work` goes on then, and a failure of it is nobody's any
 * more.
 */
export function inTime<T, L>(
  work: Promise<T>,
  { forMs, late, clock }: { forMs: number; late: L; clock: Clock },
): Promise<T | L> {
  return new Promise((resolve, reject) => {
    const cancel = clock.schedule(forMs, () => resolve(late));
    work.then(
      (value) => {
        cancel();
        resolve(value);
      },
      (error) => {
        cancel();
        reject(error);
      },
    );
  });
}

/** Resolves after a while. */
export function pause(ms: number, clock: Clock): Promise<void> {
  return new Promise((resolve) => void clock.schedule(ms, resolve));
}
