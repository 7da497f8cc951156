import type { Log } from './log.ts';

/** Tells listeners of something on the way of a scan. If one of them fails, that is logged, and the scan goes on. */
export function emitSafely(log: Log, emit: () => void): void {
  try {
    emit();
  } catch (error) {
    log.error({ err: error }, 'a listener failed');
  }
}
