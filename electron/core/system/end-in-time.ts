import type { Clock } from './clock.ts';

/** How long a command that is ending waits for unfinished work to be written down, in milliseconds. */
export const CLOSE_MS = 10_000;

/**
 * Waits for something to close, but not for ever: a disk that no longer answers must not keep a process from ending.
 * Everything that people were told is on disk already.
 *
 * @returns whether it closed or failed in time
 */
export function closedInTime(
  closing: Promise<unknown>,
  { forMs, clock }: { forMs: number; clock: Clock },
): Promise<boolean> {
  return new Promise((resolve) => {
    const cancel = clock.schedule(forMs, () => resolve(false));
    const end = () => {
      cancel();
      resolve(true);
    };
    closing.then(end, end);
  });
}

/**
 * Ends this process at once, even while one of its threads waits for a disk. An ordinary exit would wait for that
 * thread, and so would Electron's. Whoever supervises the process sees that it was killed, and starts it again.
 */
export function endAtOnce(): void {
  process.kill(process.pid, 'SIGKILL');
}
