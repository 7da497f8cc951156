import type { KioskState } from '../../../shared/bridge/kiosk-state.ts';
import { startSentence } from '../../../shared/words/problem-sentences.ts';
import type { Words } from '../../words/words.ts';

type Shown = {
  /** Whether the page that is open is the overview, which tells of the core among its facts. */
  onOverview: boolean;
  reachable: boolean;
  fault: KioskState['fault'];
};

/**
 * What is told above every page of the staff area: that the core has gone, because nothing that is done there has an
 * effect then, or why the kiosk can't start. Null for nothing.
 */
export function staffNotice(words: Words, { onOverview, reachable, fault }: Shown): string | null {
  const { unreachable: name, unreachableDo: state } = words.facts;
  if (!reachable && !onOverview) return words.join.state({ name, state });
  return fault && startSentence(words.problems, fault);
}
