import type { Core } from '../core/core.ts';
import { whenOrphaned } from '../process/when-orphaned.ts';

export type EarlyEnd = {
  /** Aborts as soon as no further scan may be taken. */
  signal: AbortSignal;
  /** A sentence about what makes this run a fault; null if nothing does. It is final once the run has ended. */
  fault: () => string | null;
};

const UNHEARD = 'The events could not be written: their reader is gone.';
const DAMAGED =
  'The database is damaged. Start the gate again: it sets the damaged one aside and goes on.';

/**
 * Watches for everything that ends a run before its input does: a signal, the end of npm, which started the gate, the
 * end of the program that reads the events, and a damaged database.
 */
export function watchForEarlyEnd(core: Core): EarlyEnd {
  const stopping = new AbortController();
  let fault: string | null = null;
  const stop = () => stopping.abort();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT']) process.once(signal, stop);
  whenOrphaned(stop);
  core.events.once('damaged', () => {
    fault ??= DAMAGED;
    stop();
  });
  process.stdout.on('error', () => {
    fault = UNHEARD;
    stop();
  });
  return { signal: stopping.signal, fault: () => fault };
}
