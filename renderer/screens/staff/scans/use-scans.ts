import { useCallback, useEffect, useRef, useState } from 'react';
import type { BridgeClient } from '../../../../shared/bridge/bridge.ts';
import type { KioskState } from '../../../../shared/bridge/kiosk-state.ts';
import type { ListedScan, ScansAsked } from '../../../../shared/bridge/scans.ts';
import { type Sentence, useTold } from '../../../words/use-words.ts';
import { mergedScans } from './merge-scans.ts';

/** Which scans staff want to see. */
export type Wanted = Omit<ScansAsked, 'before'>;

type Loaded = {
  scans: readonly ListedScan[];
  /** Where the next page begins; null after the last. */
  next: number | null;
};

const NOTHING: Loaded = { scans: [], next: null };

type Options = { kiosk: BridgeClient; state: KioskState; wanted: Wanted; onLocked: () => void };

/**
 * The scans that staff want to see, newest first, as far as they have looked. What was asked for others is forgotten when
 * they want to see others, and so is an answer to it that is still on its way.
 */
export function useScans({ kiosk, state, wanted, onLocked }: Options) {
  const [loaded, setLoaded] = useState<Loaded>(NOTHING);
  const [isBusy, setBusy] = useState(true);
  const [told, tell] = useTold();
  const asked = useRef(0);
  const more = useRef(false);
  const now = useRef(loaded);
  now.current = loaded;

  const ask = useCallback(
    async (before: number | null): Promise<Loaded | null> => {
      const fail = (sentence: Sentence) => {
        tell(sentence);
        return null;
      };
      try {
        const answer = await kiosk.getScans({ ...wanted, before });
        if (answer.ok) return answer;
        if (answer.problem === 'locked') onLocked();
        else if (answer.problem === 'no-code') return fail(({ scans }) => scans.noCode);
        else return fail(({ notNow }) => notNow['not-running']);
      } catch {
        return fail(({ staff }) => staff.noAnswer);
      }
      return null;
    },
    [kiosk, wanted, onLocked, tell],
  );

  // The first page, whenever others are wanted.
  useEffect(() => {
    asked.current += 1;
    const turn = asked.current;
    more.current = false;
    tell(null);
    setBusy(true);
    setLoaded(NOTHING);
    void ask(null).then((page) => {
      if (turn !== asked.current) return;
      setBusy(false);
      setLoaded(page ?? NOTHING);
    });
  }, [ask, tell]);

  /** Looks again at the newest scans, of which some may be new or have another outcome. */
  const refresh = useCallback(async () => {
    const turn = asked.current;
    const page = await ask(null);
    if (!page || turn !== asked.current) return;
    const merged = mergedScans(now.current.scans, page.scans);
    setLoaded(merged ? { scans: merged, next: nextOf(now.current, page) } : page);
  }, [ask]);

  const isFirst = useRef(true);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new state is a reason to ask again
  useEffect(() => {
    if (!isFirst.current) void refresh();
    isFirst.current = false;
  }, [state, refresh]);
  useEffect(() => kiosk.on('settled', () => void refresh()), [kiosk, refresh]);

  /** Goes on to older scans, if there are any and nobody is on the way to them. */
  const goOn = useCallback(async () => {
    const { next } = now.current;
    if (next === null || more.current) return;
    more.current = true;
    const turn = asked.current;
    setBusy(true);
    const page = await ask(next);
    if (turn !== asked.current) return;
    more.current = false;
    setBusy(false);
    if (!page) return setLoaded(({ scans }) => ({ scans, next: null }));
    setLoaded(({ scans }) => {
      const known = new Set(scans.map(({ scanId }) => scanId));
      const older = page.scans.filter(({ scanId }) => !known.has(scanId));
      return { scans: [...scans, ...older], next: page.next };
    });
  }, [ask]);

  return { ...loaded, isBusy, told, goOn, refresh };
}

/** Where to go on after the first page was asked for again: where the list ends, if it is longer. */
function nextOf(listed: Loaded, first: Loaded): number | null {
  return listed.scans.length > 0 ? listed.next : first.next;
}
