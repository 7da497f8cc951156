import { useCallback, useEffect, useState } from 'react';
import type { BridgeClient } from '../../shared/bridge/bridge.ts';
import type { JoinedHub } from '../../shared/bridge/joined-hub.ts';
import { settingFault } from '../words/setting-fault.ts';
import { type Sentence, useTold } from '../words/use-words.ts';

/** The hub that this device has joined, and who gives it if a screen can't change it. */
export type KnownHub = { hub: JoinedHub | null; from: 'environment' | null };

/**
 * Knows which hub this device has joined, and leaves it.
 *
 * @param version another number after the settings were changed elsewhere
 */
export function useHub(kiosk: BridgeClient, version: number, onLocked: () => void) {
  const [known, setKnown] = useState<KnownHub | null>(null);
  const [told, tell] = useTold();
  const [isBad, setBad] = useState(false);
  const [busy, setBusy] = useState(false);

  const say = useCallback(
    (sentence: Sentence | null, bad: boolean) => {
      setBad(bad);
      tell(sentence);
    },
    [tell],
  );
  const look = useCallback(async () => {
    const answer = await kiosk.getSettings({});
    if (!answer.ok) return onLocked();
    const view = answer.settings.find(({ name }) => name === 'hubJoin');
    setKnown({ hub: answer.hub, from: view?.editable ? null : 'environment' });
  }, [kiosk, onLocked]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another version is worth another look
  useEffect(() => {
    // What was told is about the hub before.
    say(null, false);
    void look().catch(() => say(({ settings }) => settings.noAnswer, true));
  }, [look, say, version]);

  async function save(): Promise<boolean> {
    const answer = await kiosk.saveSettings({ values: { hubJoin: '' }, waitingScans: null });
    if (answer.ok) {
      await look().catch(() => {});
      say(({ hub }) => hub.left, false);
      return true;
    }
    if (answer.problem === 'locked') onLocked();
    else if (answer.problem === 'bad-setting') say((words) => settingFault(words, answer), true);
    else if (answer.problem === 'not-running') say(({ notNow }) => notNow['not-running'], true);
    else say(({ settings }) => settings.notWritten, true);
    return false;
  }

  return {
    known,
    told,
    isBad,
    busy,
    /** Leaves the hub. Resolves with whether that is done. */
    leave: async (): Promise<boolean> => {
      say(null, false);
      setBusy(true);
      try {
        return await save();
      } catch {
        say(({ settings }) => settings.noAnswer, true);
        return false;
      } finally {
        setBusy(false);
      }
    },
  };
}
