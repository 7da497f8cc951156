import type { Clock } from '../core/system/clock.ts';
import { FolderInUseError } from '../core/system/folder-lock.ts';

const RETRY_MS = 250;

/**
 * Takes something that only one process can have. A successor waits for the process before it, which may still be
 * ending.
 *
 * @param forMs how long to try; 0 tries once
 * @throws FolderInUseError if another process still has it, and at once whatever else `take` throws
 */
export async function whenFree<T>(
  take: () => T,
  { forMs, clock }: { forMs: number; clock: Clock },
): Promise<T> {
  const until = clock.monotonic() + forMs;
  for (;;) {
    try {
      return take();
    } catch (error) {
      if (!(error instanceof FolderInUseError) || clock.monotonic() >= until) throw error;
    }
    await new Promise<void>((resolve) => clock.schedule(RETRY_MS, resolve));
  }
}
