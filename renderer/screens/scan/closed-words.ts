import type { KioskState } from '../../../shared/bridge/kiosk-state.ts';
import type { Words } from '../../words/words.ts';

/** Why nobody is invited to scan. */
export type ClosedBecause =
  /** Staff have closed the entrance, and send visitors to this place, or to any other entrance (null). */
  | { is: 'by-staff'; place: string | null }
  /** The core can't be reached. */
  | { is: 'unreachable' }
  /** Confera refuses this device. */
  | { is: 'blocked' };

/** Why nobody is invited to scan now; null if everybody is. What staff have decided comes first. */
export function closedBecause(
  { closure, connection }: Pick<KioskState, 'closure' | 'connection'>,
  reachable: boolean,
): ClosedBecause | null {
  if (closure) return { is: 'by-staff', place: closure.place };
  if (!reachable) return { is: 'unreachable' };
  return connection.is === 'blocked' ? { is: 'blocked' } : null;
}

/** What visitors read in place of the invitation to scan. */
export function closedWords(
  { closed: say }: Words,
  because: ClosedBecause,
): { headline: string; below: string } {
  if (because.is !== 'by-staff') return say[because.is];
  const { headline, below, place } = say.byStaff;
  return { headline, below: because.place === null ? below : place({ place: because.place }) };
}
