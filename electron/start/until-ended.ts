import { whenOrphaned } from '../process/when-orphaned.ts';

/** Resolves when a person or the system ends the command: SIGINT, SIGTERM, or a closed terminal. */
export function untilEnded(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => resolve());
    }
    whenOrphaned(resolve);
  });
}
