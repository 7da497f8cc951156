import { useCallback, useEffect, useState } from 'react';
import type { BridgeClient } from '../../shared/bridge/bridge.ts';
import { SETTINGS } from '../../shared/settings/settings.ts';
import { settingFault } from '../words/setting-fault.ts';
import { type Sentence, useTold } from '../words/use-words.ts';

/** What is known of the stewards' PIN: whether there is one, and who gives it if a screen can't change it. */
type Known = { isSet: boolean; from: 'environment' | null };

/** Sets the stewards' PIN or takes it away, and says what came of it. */
export function useStewardPin(kiosk: BridgeClient, onLocked: () => void) {
  const [known, setKnown] = useState<Known | null>(null);
  const [told, tell] = useTold();
  const [isBad, setBad] = useState(false);
  const [busy, setBusy] = useState(false);

  const say = useCallback(
    (sentence: Sentence, bad: boolean) => {
      setBad(bad);
      tell(sentence);
    },
    [tell],
  );
  const load = useCallback(async () => {
    const answer = await kiosk.getSettings({});
    if (!answer.ok) return onLocked();
    const view = answer.settings.find(({ name }) => name === 'stewardPin');
    setKnown({ isSet: answer.stewardPinIsSet, from: view?.editable ? null : 'environment' });
  }, [kiosk, onLocked]);
  useEffect(
    () => void load().catch(() => say(({ settings }) => settings.noAnswer, true)),
    [load, say],
  );

  /** @returns whether the PIN is in force, or none if it is empty */
  async function save(stewardPin: string): Promise<boolean> {
    const answer = await kiosk.saveSettings({ values: { stewardPin }, waitingScans: null });
    if (answer.ok) {
      await load().catch(() => {});
      const done = stewardPin === '' ? 'removed' : 'saved';
      say(({ steward }) => steward[done], false);
      return true;
    }
    if (answer.problem === 'locked') onLocked();
    else if (answer.problem === 'bad-setting') say((words) => settingFault(words, answer), true);
    else if (answer.problem === 'not-running') say(({ notNow }) => notNow['not-running'], true);
    else say(({ settings }) => settings.notWritten, true);
    return false;
  }

  async function attempt(stewardPin: string): Promise<boolean> {
    tell(null);
    setBusy(true);
    try {
      return await save(stewardPin);
    } catch {
      say(({ settings }) => settings.noAnswer, true);
      return false;
    } finally {
      setBusy(false);
    }
  }

  return {
    known,
    told,
    isBad,
    busy,
    /** Resolves with whether the PIN is in force. */
    set: async (pin: string, again: string): Promise<boolean> => {
      if (!SETTINGS.stewardPin.schema.safeParse(pin).success) {
        const problem = { setting: 'stewardPin', why: 'not-accepted', source: 'saved' } as const;
        say((words) => settingFault(words, problem), true);
        return false;
      }
      if (pin !== again) {
        say(({ settings }) => settings.pinsDiffer, true);
        return false;
      }
      return attempt(pin);
    },
    remove: () => void attempt(''),
  };
}
