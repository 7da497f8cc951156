import { useCallback, useEffect, useState } from 'react';
import type { BridgeClient, BridgeOutput } from '../../../../shared/bridge/bridge.ts';
import { type Sentence, useTold } from '../../../words/use-words.ts';

/** How long after one answer the core is asked again, milliseconds. Sticks come and go. */
const AGAIN_MS = 2500;

export type CopyView = Extract<BridgeOutput<'getCopy'>, { ok: true }>;

/** What came of something that a person has done about the copy. */
export type Told = { says: Sentence; isBad: boolean };

export const good = (says: Sentence): Told => ({ says, isBad: false });
export const bad = (says: Sentence): Told => ({ says, isBad: true });

/** Knows how the rolling copy is doing, as long as the page is open. */
export function useCopy(kiosk: BridgeClient, onLocked: () => void) {
  const [view, setView] = useState<CopyView | null>(null);
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
    const answer = await kiosk.getCopy({});
    if (answer.ok) setView(answer);
    else if (answer.problem === 'locked') onLocked();
  }, [kiosk, onLocked]);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isClosed = false;
    async function ask() {
      // What can't be answered now is asked again soon.
      await look().catch(() => {});
      if (!isClosed) timer = setTimeout(ask, AGAIN_MS);
    }
    void ask();
    return () => {
      isClosed = true;
      clearTimeout(timer);
    };
  }, [look]);

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
        await look().catch(() => {});
        tell(came);
      } catch {
        tell(bad(({ staff }) => staff.noAnswer));
      } finally {
        setBusy(false);
      }
    },
  };
}

export type Copy = ReturnType<typeof useCopy>;
