import type { Clock } from './clock.ts';

/** How long a command that is ending waits for unfinished work to be written down, in milliseconds. */
export const CLOSE_MS = 10_000;

/**
 * Waits for something to end, but not for ever. A disk that no longer answers must not keep a process from ending, because
 * everything that people were told is on disk already, and a page that hangs must not keep the one before it on the screen.
 *
 * @returns whether it ended or failed in time
 */
export function endsInTime(
  work: Promise<unknown>,
  { forMs, clock }: { forMs: number; clock: Clock },
): Promise<boolean> {
  return new Promise((resolve) => {
    const cancel = clock.schedule(forMs, () => resolve(false));
    const end = () => {
      cancel();
      resolve(true);
    };
    work.then(end, end);
  });
}

/**
 * Ends this process at once, even while one of its threads waits for a disk. An ordinary exit would wait for that
 * thread, and so would Electron's. Whoever supervises the process sees that it was killed, and starts it again.
 */
export function endAtOnce(): void {
  process.kill(process.pid, 'SIGKILL');
}
