import { useCallback, useEffect, useState } from 'react';
import type { BridgeClient, BridgeOutput, SettingView } from '../../shared/bridge/bridge.ts';
import type { ScreenSetting } from '../../shared/settings/screen-settings.ts';
import type { SettingName } from '../../shared/settings/settings.ts';
import type { Sentence } from '../words/use-words.ts';
import { changedValues, changesConnection, type Typed, typedFrom } from './form-values.ts';

type Loaded = Extract<BridgeOutput<'getSettings'>, { ok: true }>;

/** What the form has to say, and whether it is bad news. */
export type FormMessage = { say: Sentence; bad: boolean };

/** What the form is about to do, or has to ask first. */
export type FormStep =
  | { is: 'editing' }
  | { is: 'testing' }
  | { is: 'saving' }
  /** The connection test failed; the person may still want the settings kept. */
  | { is: 'test-failed' }
  | { is: 'scans-waiting'; count: number | null };

type Options = {
  kiosk: BridgeClient;
  /** The first settings are tested, whether or not they came from this form. */
  testAlways: boolean;
  onLocked: () => void;
};

/** The settings form: loads, tests and saves, and says what came of it. */
export function useSettingsForm({ kiosk, testAlways, onLocked }: Options) {
  const [loaded, setLoaded] = useState<Loaded | null>(null);
  const [typed, setTyped] = useState<Typed>({});
  const [pinAgain, setPinAgain] = useState('');
  const [fault, setFault] = useState<{ setting: SettingName; say: Sentence } | null>(null);
  const [message, setMessage] = useState<FormMessage | null>(null);
  const [step, setStep] = useState<FormStep>({ is: 'editing' });

  const tell = useCallback((say: Sentence, bad: boolean) => setMessage({ say, bad }), []);

  const load = useCallback(async () => {
    try {
      const answer = await kiosk.getSettings({});
      if (!answer.ok) return onLocked();
      setLoaded(answer);
      setTyped(typedFrom(answer.settings));
      setPinAgain('');
    } catch {
      tell(({ settings }) => settings.noAnswer, true);
    }
  }, [kiosk, onLocked, tell]);
  useEffect(() => void load(), [load]);

  const views: readonly SettingView[] = loaded?.settings ?? [];
  const changed = changedValues(views, typed);

  function type(name: ScreenSetting, text: string) {
    setTyped((before) => ({ ...before, [name]: text }));
    setStep({ is: 'editing' });
    setMessage(null);
    if (fault?.setting === name) setFault(null);
  }

  /** @returns whether Confera took the key */
  async function test(): Promise<boolean> {
    setStep({ is: 'testing' });
    setFault(null);
    setMessage(null);
    const apiKey = (typed.apiKey ?? '').trim();
    const answer = await kiosk.testConnection({
      baseUrl: (typed.baseUrl ?? '').trim(),
      apiKey: apiKey === '' ? null : apiKey,
    });
    if (answer.ok) {
      tell(({ settings }) => settings.testPassed, false);
      setStep({ is: 'editing' });
      return true;
    }
    if (answer.problem === 'locked') {
      onLocked();
    } else if (answer.problem === 'bad-setting') {
      setFault({ setting: answer.setting, say: () => answer.message });
      setStep({ is: 'editing' });
    } else {
      const { problem } = answer;
      tell(({ settings }) => settings.problems[problem], true);
      setStep({ is: 'test-failed' });
    }
    return false;
  }

  /** The PIN is typed blind, so it is typed twice. */
  function pinFault(): Sentence | null {
    const pin = (typed.staffPin ?? '').trim();
    const view = views.find((each) => each.name === 'staffPin');
    if (pin === '' && !loaded?.pinIsSet && view?.editable !== false) {
      return ({ settings }) => settings.pinNeeded;
    }
    return pin === pinAgain.trim() ? null : ({ settings }) => settings.pinsDiffer;
  }

  async function save(waitingScans: 'keep' | 'exported' | null) {
    setStep({ is: 'saving' });
    setFault(null);
    const answer = await kiosk.saveSettings({ values: changed, waitingScans });
    if (answer.ok) {
      await load();
      setStep({ is: 'editing' });
      return tell(({ settings }) => settings.saved, false);
    }
    setMessage(null);
    switch (answer.problem) {
      case 'locked':
        return onLocked();
      case 'scans-waiting':
        return setStep({ is: 'scans-waiting', count: answer.count });
      case 'bad-setting':
        setFault({ setting: answer.setting, say: () => answer.message });
        break;
      case 'not-written':
        tell(() => answer.message, true);
        break;
      case 'not-running':
        tell(({ notNow }) => notNow['not-running'], true);
        break;
    }
    setStep({ is: 'editing' });
  }

  async function submit(untested: boolean) {
    const say = pinFault();
    if (say) return setFault({ setting: 'staffPin', say });
    const needsTest = !untested && (testAlways || changesConnection(changed));
    if (!needsTest || (await test())) await save(null);
  }

  const guarded = (work: () => Promise<unknown>) => () => {
    work().catch(() => {
      setStep({ is: 'editing' });
      tell(({ settings }) => settings.noAnswer, true);
    });
  };

  return {
    loaded,
    views,
    typed,
    pinAgain,
    fault,
    message,
    step,
    type,
    typePinAgain: (text: string) => {
      setPinAgain(text);
      if (fault?.setting === 'staffPin') setFault(null);
    },
    test: guarded(test),
    submit: guarded(() => submit(false)),
    submitUntested: guarded(() => submit(true)),
    saveWaiting: (choice: 'keep' | 'exported') => guarded(() => save(choice))(),
    cancelWaiting: () => setStep({ is: 'editing' }),
  };
}

export type SettingsFormState = ReturnType<typeof useSettingsForm>;
