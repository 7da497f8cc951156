import { useEffect, useEffectEvent, useRef, useState } from 'react';
import type { BridgeClient } from '../../../shared/bridge/bridge.ts';
import type { SetUpDraft } from '../../../shared/bridge/set-up-draft.ts';

/** How long a person may pause in typing before the draft is kept, in milliseconds. */
const PAUSE_MS = 300;

/**
 * Asks once for what was entered in an earlier visit.
 *
 * @param onRestored called with it; empty if there was nothing
 * @returns whether there was anything; null until that is known
 */
export function useRestoredDraft(
  kiosk: BridgeClient,
  onRestored: (draft: SetUpDraft) => void,
  onLocked: () => void,
): boolean | null {
  const [isRestored, setRestored] = useState<boolean | null>(null);
  const restore = useEffectEvent((draft: SetUpDraft) => {
    onRestored(draft);
    setRestored(Object.keys(draft).length > 0);
  });
  useEffect(() => {
    kiosk.getSetUpDraft({}).then(
      (answer) => (answer.ok ? restore(answer.draft) : onLocked()),
      () => setRestored(false),
    );
  }, [kiosk, onLocked]);
  return isRestored;
}

/**
 * Has the core keep what was entered so far, so that neither a reload nor a power cut loses it.
 *
 * @param draft null while it isn't known what was kept before
 * @returns whether the last one could be kept
 */
export function useKeptDraft(kiosk: BridgeClient, draft: SetUpDraft | null): boolean {
  const [isKept, setKept] = useState(true);
  const text = draft && JSON.stringify(draft);
  /** What the core has. */
  const kept = useRef<string | null>(null);
  kept.current ??= text;
  const keep = useEffectEvent(async () => {
    if (!draft || text === kept.current) return;
    kept.current = text;
    const answer = await kiosk.keepSetUpDraft({ draft }).catch(() => null);
    setKept(answer?.ok ?? false);
  });
  useEffect(() => {
    if (text === null) return;
    const timer = setTimeout(() => void keep(), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return isKept;
}
