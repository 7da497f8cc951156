import type { Clock } from '../../core/system/clock.ts';
import { FolderInUseError } from '../../core/system/folder-lock.ts';

const RETRY_MS = 250;

/**
 * Takes what one process alone can have; a successor waits for the process before it, which may take its time to end.
 *
 * @param forMs how long it is tried; 0 for once
 * @throws FolderInUseError where another one still has it, and at once what else `take` throws
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
