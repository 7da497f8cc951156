import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import type { BridgeClient } from '../../shared/bridge/bridge.ts';
import { SCREEN_SETTINGS, type ScreenSetting } from '../../shared/settings/screen-settings.ts';
import { CONNECTION, faultyFields } from './faulty-fields.ts';
import {
  afterSave,
  afterTest,
  EDITING,
  type FormStanding,
  NO_ANSWER,
  TESTING,
  whileTyped,
  withoutFaultOf,
  wrongFields,
} from './form-standing.ts';
import { changedValues, changesAddress, connectionFrom, type Typed } from './form-values.ts';
import { pinFault } from './pin-fault.ts';
import { useFormFields } from './use-form-fields.ts';

type Options = {
  kiosk: BridgeClient;
  /** Whether to test the connection before every save, and not only when the address changes. */
  testAlways: boolean;
  /** Where what was typed is kept, without the key and the PINs, while another page is looked at. */
  unsaved?: RefObject<Typed>;
  onLocked: () => void;
};

/** The settings form: it loads, tests and saves the settings, and says what came of it. */
export function useSettingsForm({ kiosk, testAlways, unsaved, onLocked }: Options) {
  const fields = useFormFields(kiosk, onLocked, unsaved);
  const { loaded, views, typed, pinAgain, load } = fields;
  const changed = changedValues(views, typed);
  const form = { typed, views, httpIsAllowed: loaded?.httpIsAllowed ?? false };
  const [standing, setStanding] = useState(EDITING);
  /** Counts what was typed. */
  const edits = useRef(0);
  const change = useCallback(
    (part: Partial<FormStanding>) => setStanding((before) => ({ ...before, ...part })),
    [],
  );
  useEffect(() => void load().catch(() => change({ message: NO_ANSWER })), [load, change]);

  /** @returns whether Confera accepted the key; false as well if it isn't what stands in the fields any more */
  async function test(): Promise<boolean> {
    const faults = faultyFields(form, CONNECTION);
    if (faults.length > 0) {
      setStanding(wrongFields(faults));
      return false;
    }
    setStanding(TESTING);
    const before = edits.current;
    const answer = await kiosk.testConnection(connectionFrom(typed));
    if (!answer.ok && answer.problem === 'locked') onLocked();
    else if (edits.current !== before) return false;
    else setStanding(afterTest(answer));
    return answer.ok;
  }

  async function save(waitingScans: 'keep' | 'exported' | null, untestedKey = false) {
    change({ step: { is: 'saving' }, faults: [], message: null });
    const answer = await kiosk.saveSettings({ values: changed, waitingScans, untestedKey });
    if (!answer.ok && answer.problem === 'locked') return onLocked();
    if (answer.ok && unsaved) unsaved.current = {};
    // What was saved stays saved, even if the core has gone silent since.
    if (answer.ok) await load().catch(() => {});
    setStanding(afterSave(answer));
  }

  async function submit(untested: boolean) {
    const badPin = pinFault({ typed, pinAgain, views, pinIsSet: loaded?.pinIsSet ?? false });
    const faults = [...faultyFields(form, SCREEN_SETTINGS), ...(badPin ? [badPin] : [])];
    if (faults.length > 0) return setStanding(wrongFields(faults));
    const needsTest = !untested && (testAlways || changesAddress(changed));
    if (!needsTest || (await test())) await save(null, untested);
  }

  const guarded = (work: () => Promise<unknown>) => {
    work().catch(() => change({ step: { is: 'editing' }, message: NO_ANSWER }));
  };

  return {
    ...fields,
    ...standing,
    type: (name: ScreenSetting, text: string) => {
      edits.current += 1;
      fields.type(name, text);
      setStanding((before) => whileTyped(name, before));
    },
    typePinAgain: (text: string) => {
      fields.typePinAgain(text);
      setStanding((before) => withoutFaultOf('staffPin', before));
    },
    test: () => guarded(test),
    submit: () => guarded(() => submit(false)),
    submitUntested: () => guarded(() => submit(true)),
    saveWaiting: (choice: 'keep' | 'exported') => guarded(() => save(choice)),
    cancelWaiting: () => change({ step: { is: 'editing' } }),
  };
}

export type SettingsFormState = ReturnType<typeof useSettingsForm>;
