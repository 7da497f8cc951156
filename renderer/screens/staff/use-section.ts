import { useCallback, useState } from 'react';
import { type Sentence, useTold } from '../../words/use-words.ts';
import { useAskedAgain } from './use-asked-again.ts';

/** What came of something that a person has done in a section of a page. */
export type Told = { says: Sentence; isBad: boolean };

export const good = (says: Sentence): Told => ({ says, isBad: false });
export const bad = (says: Sentence): Told => ({ says, isBad: true });

type Answer = { ok: true } | { ok: false; problem: string };

/**
 * A section of a page that shows how something of the core is doing, and in which a person changes it, one thing at a time.
 *
 * @param ask how it is doing; the same function between two drawings
 */
export function useSection<Given extends Answer>(ask: () => Promise<Given>, onLocked: () => void) {
  const [view, setView] = useState<Extract<Given, { ok: true }> | null>(null);
  const [told, tellSentence] = useTold();
  const [isBad, setBad] = useState(false);
  const [busy, setBusy] = useState(false);

  const tell = useCallback(
    (what: Told | null) => {
      setBad(what?.isBad ?? false);
      tellSentence(what?.says ?? null);
    },
    [tellSentence],
  );
  const look = useCallback(async () => {
    // What can't be answered now is asked again soon, and what a person does is told.
    const answer = await ask().catch(() => null);
    if (answer?.ok) setView(answer as Extract<Given, { ok: true }>);
    else if (answer?.problem === 'locked') onLocked();
  }, [ask, onLocked]);
  useAskedAgain(look);

  return {
    view,
    told,
    isBad,
    busy,
    tell,
    /** Does something that a person has asked for, one thing at a time, and tells what came of it. Null is nothing to tell. */
    attempt: async (work: () => Promise<Told | null>): Promise<void> => {
      if (busy) return;
      tell(null);
      setBusy(true);
      try {
        const came = await work();
        await look();
        tell(came);
      } catch {
        tell(bad(({ staff }) => staff.noAnswer));
      } finally {
        setBusy(false);
      }
    },
  };
}
