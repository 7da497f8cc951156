import type { Clock } from './clock.ts';

/** How long a command that is to end waits until what is under way has been written down, milliseconds. */
export const CLOSE_MS = 10_000;

/**
 * Waits for a closing, but not for ever: a disk that answers no more must not keep a process from ending. Whatever was
 * told is on disk already.
 *
 * @returns whether it has ended in time, well or not
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
 * Ends this process at once, also while one of its threads waits for a disk: an ordinary exit waits for that thread,
 * and so does Electron's. Whoever supervises it sees it killed, and starts it again.
 */
export function endAtOnce(): void {
  process.kill(process.pid, 'SIGKILL');
}
