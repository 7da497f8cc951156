import { type RefObject, useCallback, useRef, useState } from 'react';
import type { BridgeClient } from '../../../shared/bridge/bridge.ts';
import type { SetUpDraft } from '../../../shared/bridge/set-up-draft.ts';
import { OPEN_SETTINGS, type ScreenSetting } from '../../../shared/settings/screen-settings.ts';
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
} from '../../settings-form/form-standing.ts';
import { changedValues, connectionFrom } from '../../settings-form/form-values.ts';
import type { useFormFields } from '../../settings-form/use-form-fields.ts';
import { stepFaults } from './step-faults.ts';
import { useKeptDraft, useRestoredDraft } from './use-draft.ts';
import { type Step, stepOf, stepsFor } from './wizard-steps.ts';

type Options = {
  kiosk: BridgeClient;
  fields: ReturnType<typeof useFormFields>;
  onLocked: () => void;
  /** Called with what was kept of an earlier visit; empty if nothing was. */
  onRestored: (draft: SetUpDraft) => void;
  /** Called once everything is saved, if the person wants to check the kiosk. */
  onToCheck: (pin: string | null) => void;
};

/** The first set-up: which step is shown, what was entered, and what came of going on. */
export function useWizard({ kiosk, fields, onLocked, onRestored, onToCheck }: Options) {
  const { loaded, views, typed } = fields;
  const steps = stepsFor(views, loaded?.pinIsSet ?? false);
  const [wizardStep, setStep] = useState<Step>(steps[0] ?? 'try');
  const [standing, setStanding] = useState<FormStanding>(EDITING);
  const [pinIsShown, showPin] = useState(false);
  const restore = (draft: SetUpDraft) => {
    fields.fill(draft);
    onRestored(draft);
  };
  const isRestored = useRestoredDraft(kiosk, restore, onLocked);
  const draft = openOnly(changedValues(views, typed));
  const draftIsKept = useKeptDraft(kiosk, isRestored === null ? null : draft);
  const edits = useRef(0);
  const going = useGoing({
    kiosk,
    fields,
    onLocked,
    onToCheck,
    steps,
    wizardStep,
    setStep,
    setStanding,
    edits,
    pinAgain: pinIsShown ? null : fields.pinAgain,
  });

  /** Whoever has a code is no longer waiting for the test of what was typed. */
  const interrupt = useCallback(() => {
    edits.current += 1;
    setStanding(EDITING);
  }, []);

  return {
    ...fields,
    ...standing,
    interrupt,
    ...going,
    steps,
    wizardStep,
    /** Whether something was kept of an earlier visit, so that only secrets are missing. */
    isRestored: isRestored === true,
    draftIsKept,
    showPin,
    pinIsShown,
    type: (name: ScreenSetting, text: string) => {
      edits.current += 1;
      fields.type(name, text);
      setStanding((before) => whileTyped(name, before));
    },
    typePinAgain: (text: string) => {
      fields.typePinAgain(text);
      setStanding((before) => withoutFaultOf('staffPin', before));
    },
  };
}

export type Wizard = ReturnType<typeof useWizard>;

type GoingOptions = Pick<Options, 'kiosk' | 'fields' | 'onLocked' | 'onToCheck'> & {
  steps: readonly Step[];
  wizardStep: Step;
  setStep: (step: Step) => void;
  setStanding: (standing: FormStanding) => void;
  /** Counts what was typed. */
  edits: RefObject<number>;
  pinAgain: string | null;
};

/** The ways from one step to another, and from the last one to a kiosk that is set up. */
function useGoing(options: GoingOptions) {
  const { kiosk, fields, onLocked, onToCheck } = options;
  const { steps, wizardStep, setStep, setStanding, edits, pinAgain } = options;
  const { loaded, views, typed } = fields;
  const at = steps.indexOf(wizardStep);
  const go = (by: 1 | -1, told: FormStanding = EDITING) => {
    setStanding(told);
    setStep(steps[at + by] ?? wizardStep);
  };

  /** Goes on if Confera accepts what still stands in the fields, and says so in the next step. */
  async function test() {
    setStanding(TESTING);
    const before = edits.current;
    const answer = await kiosk.testConnection(connectionFrom(typed));
    if (!answer.ok && answer.problem === 'locked') return onLocked();
    // A person has changed it meanwhile, and sees what they have typed.
    if (edits.current !== before) return;
    const after = afterTest(answer);
    if (answer.ok) go(1, after);
    else setStanding(after);
  }

  async function save(toCheck: boolean) {
    setStanding({ ...EDITING, step: { is: 'saving' } });
    const values = changedValues(views, typed);
    // Scans that a set-up before this one has left behind stay where they are.
    const answer = await kiosk.saveSettings({ values, waitingScans: 'keep' });
    if (!answer.ok && answer.problem === 'locked') return onLocked();
    if (answer.ok && toCheck) onToCheck(typed.staffPin?.trim() || null);
    const after = afterSave(answer);
    const [fault] = after.faults;
    const where = steps.find((step) => fault && step === stepOf(fault.setting));
    if (where) setStep(where);
    // A setting that has no field here is told of beside the buttons.
    const message = fault && !where ? { say: fault.say, bad: true } : after.message;
    setStanding({ ...after, message });
  }

  async function next({ untested = false, toCheck = false } = {}) {
    const { pinIsSet = false, httpIsAllowed = false } = loaded ?? {};
    const found = stepFaults(wizardStep, { typed, views, httpIsAllowed, pinIsSet, pinAgain });
    if (found.length > 0) return setStanding(wrongFields(found));
    if (wizardStep === 'connect' && !untested) await test();
    else if (at < steps.length - 1) go(1);
    else await save(toCheck);
  }

  const guarded = (work: Promise<unknown>) =>
    void work.catch(() => setStanding({ ...EDITING, message: NO_ANSWER }));
  return {
    at,
    back: () => go(-1),
    next: () => guarded(next()),
    goOnUntested: () => guarded(next({ untested: true })),
    /** Ends the last step as `next` does, and leads on to the check. */
    nextToCheck: () => guarded(next({ toCheck: true })),
  };
}

/** What of the values may be kept until the set-up is done: all but the key and the PIN. */
function openOnly(values: Partial<Record<string, string>>): SetUpDraft {
  const draft: SetUpDraft = {};
  for (const name of OPEN_SETTINGS) {
    const text = values[name];
    if (text !== undefined) draft[name] = text;
  }
  return draft;
}
