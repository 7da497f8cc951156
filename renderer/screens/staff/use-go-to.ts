import { useCallback, useEffect, useState } from 'react';
import type { Mend } from './overview/fact.ts';

/** How long a page may take until it shows what somebody went to, milliseconds. */
const SHOWS_WITHIN_MS = 10_000;

/** What can have the focus, in the order in which it is wanted. */
const CONTROLS = 'input:not(:disabled), select:not(:disabled), button:not(:disabled), summary';

/**
 * Leads to a place on a page of the staff area: shows it, and gives its first control the focus. The page asks the core
 * for what it shows, so the place may appear only a moment later.
 *
 * @returns what goes there
 */
export function useGoTo(): (mend: Mend) => void {
  const [goal, setGoal] = useState<Mend | null>(null);

  useEffect(() => {
    const at = goal?.at ?? null;
    if (at === null || goToPlace(at)) return;
    const look = new MutationObserver(() => {
      if (goToPlace(at)) look.disconnect();
    });
    look.observe(document.body, { childList: true, subtree: true });
    const timer = setTimeout(() => look.disconnect(), SHOWS_WITHIN_MS);
    return () => {
      look.disconnect();
      clearTimeout(timer);
    };
  }, [goal]);

  // A copy, so that going there a second time is another change.
  return useCallback((mend) => setGoal({ ...mend }), []);
}

/** @returns whether the place is there */
function goToPlace(at: string): boolean {
  const marks = ['data-setting', 'data-check', 'data-section'];
  const place = document.querySelector<HTMLElement>(
    marks.map((mark) => `main ${`[${mark}="${CSS.escape(at)}"]`}`).join(', '),
  );
  if (!place) return false;
  const folded = place.closest('details');
  if (folded) folded.open = true;
  place.scrollIntoView({ block: 'center' });
  place.querySelector<HTMLElement>(CONTROLS)?.focus();
  return true;
}
