import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { BridgeClient } from '../../../../shared/bridge/bridge.ts';
import type { KioskState } from '../../../../shared/bridge/kiosk-state.ts';
import type { ScanStory, ScansAsked } from '../../../../shared/bridge/scans.ts';
import { STANDINGS } from '../../../../shared/scan/standing.ts';
import { paced } from '../../../state/paced.ts';
import { type Sentence, useTold } from '../../../words/use-words.ts';
import { WHY_NOT_READ } from '../why-not-read.ts';
import { type Change, changedScans, type Listed, mergedScans } from './merge-scans.ts';

/** Which scans staff want to see. */
export type Wanted = Omit<ScansAsked, 'before'>;

const NOTHING: Listed = { scans: [], next: null };

/** How long after one answer the newest scans are asked for again, milliseconds. */
const PAUSE_MS = 1000;

const NO_ANSWER: Sentence = ({ staff }) => staff.noAnswer;
const NO_CODE: Sentence = ({ scans }) => scans.noCode;

type Options = { kiosk: BridgeClient; state: KioskState; wanted: Wanted; onLocked: () => void };

/**
 * The scans that staff want to see, newest first, as far as they have looked. What was asked for others is forgotten when
 * they want to see others, and so is an answer to it that is still on its way.
 *
 * Whenever the state changes or a scan is settled, the core is asked for the newest ones again, about once a second at
 * most. Of an older scan the list shows what is told of it in between.
 */
export function useScans({ kiosk, state, wanted, onLocked }: Options) {
  /** Null until the first page is there. */
  const [loaded, setLoaded] = useState<Listed | null>(null);
  const [isBusy, setBusy] = useState(true);
  const [told, tell] = useTold();
  const asked = useRef(0);
  /** Where the older scans begin that were asked for. */
  const more = useRef<number | null>(null);
  /** How scans were settled since the newest were asked for. */
  const settled = useRef(new Map<string, Change>());
  const now = useRef(loaded);
  now.current = loaded;

  /** @returns null if there is no answer, or others are wanted by now */
  const ask = useCallback(
    async (before: number | null): Promise<Listed | null> => {
      const turn = asked.current;
      const answer = await kiosk.getScans({ ...wanted, before }).catch(() => null);
      if (turn !== asked.current) return null;
      if (answer?.ok) {
        tell(null);
        return answer;
      }
      if (answer?.problem === 'locked') onLocked();
      else if (answer?.problem === 'no-code') tell(NO_CODE);
      else if (answer) tell(WHY_NOT_READ[answer.problem]);
      else tell(NO_ANSWER);
      return null;
    },
    [kiosk, wanted, onLocked, tell],
  );

  const change = useCallback(
    (changes: ReadonlyMap<string, Change>) =>
      setLoaded(
        (listed) =>
          listed && { ...listed, scans: changedScans(listed.scans, changes, wanted.standing) },
      ),
    [wanted],
  );

  // The first page, whenever others are wanted.
  useEffect(() => {
    asked.current += 1;
    const turn = asked.current;
    more.current = null;
    settled.current = new Map();
    tell(null);
    setBusy(true);
    setLoaded(null);
    void ask(null).then((page) => {
      if (turn !== asked.current) return;
      setBusy(false);
      setLoaded((listed) => listed ?? page);
    });
  }, [ask, tell]);

  /** Looks again at the newest scans, of which some may be new or have another outcome. */
  const newest = useMemo(
    () =>
      paced(async () => {
        const changes = settled.current;
        settled.current = new Map();
        if (changes.size > 0) change(changes);
        const page = await ask(null);
        if (page) setLoaded((listed) => (listed ? mergedScans(listed, page) : page));
      }, PAUSE_MS),
    [ask, change],
  );
  useEffect(() => newest.forget, [newest]);

  const seen = useRef(state);
  useEffect(() => {
    if (state === seen.current) return;
    seen.current = state;
    newest.ask();
  }, [state, newest]);
  useEffect(
    () =>
      kiosk.on('settled', ({ scanId, outcome }) => {
        const standing = STANDINGS.find((each) => each === outcome);
        if (standing) settled.current.set(scanId, { standing, outcome });
        newest.ask();
      }),
    [kiosk, newest],
  );

  /** Goes on to older scans, if there are any and nobody is on the way to them. */
  const goOn = useCallback(async () => {
    const next = now.current?.next ?? null;
    if (next === null || more.current === next) return;
    more.current = next;
    const turn = asked.current;
    setBusy(true);
    const page = await ask(next);
    if (turn !== asked.current) return;
    if (more.current === next) more.current = null;
    setBusy(false);
    if (!page) return;
    setLoaded((listed) => {
      // It was begun anew meanwhile, and goes on elsewhere.
      if (listed?.next !== next) return listed;
      return { scans: [...listed.scans, ...page.scans], next: page.next };
    });
  }, [ask]);

  /** Shows in the list what was just learnt about one of its scans. */
  const learn = useCallback(
    (story: ScanStory) => {
      change(new Map([[story.scanId, story]]));
      // An answer that is on its way may be older.
      newest.ask();
    },
    [change, newest],
  );

  return { ...(loaded ?? NOTHING), isBusy, told, goOn, learn };
}
