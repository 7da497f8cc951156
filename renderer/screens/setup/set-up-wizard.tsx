import { useCallback, useEffect, useId, useRef, useState } from 'react';
import type { BridgeClient } from '../../../shared/bridge/bridge.ts';
import type { KioskState } from '../../../shared/bridge/kiosk-state.ts';
import type { SetUpDraft } from '../../../shared/bridge/set-up-draft.ts';
import { LANGUAGE_CODES } from '../../../shared/words/languages.ts';
import { useLanguageSwitch } from '../../languages/shown-language.tsx';
import { ProvisioningPanel } from '../../provisioning/provisioning-panel.tsx';
import type { useFormFields } from '../../settings-form/use-form-fields.ts';
import { monotonicNow } from '../../state/time.ts';
import type { Readings } from '../../state/use-readings.ts';
import { TypedByTouch } from '../../touch-keyboard/typed-by-touch.tsx';
import { useWords } from '../../words/use-words.ts';
import { ConnectStep } from './connect-step.tsx';
import { PinStep } from './pin-step.tsx';
import { PlaceStep } from './place-step.tsx';
import { PurposeStep } from './purpose-step.tsx';
import { SetUpHeader } from './set-up-header.tsx';
import { TryStep } from './try-step.tsx';
import { useWizard, type Wizard } from './use-wizard.ts';

type Props = {
  kiosk: BridgeClient;
  state: KioskState;
  readings: Readings;
  fields: ReturnType<typeof useFormFields>;
  onLocked: () => void;
  /** Called once the kiosk is set up by somebody who wants to check it, with the PIN that they have chosen, if any. */
  onToCheck: (pin: string | null) => void;
};

/** The first set-up, step by step, for somebody who has never seen this kiosk. */
export function SetUpWizard({ kiosk, state, readings, fields, onLocked, onToCheck }: Props) {
  const { choose } = useLanguageSwitch();
  const onRestored = useCallback(
    ({ language }: SetUpDraft) => {
      const known = LANGUAGE_CODES.find((each) => each === language);
      if (known) choose(known);
    },
    [choose],
  );
  const wizard = useWizard({ kiosk, fields, onLocked, onRestored, onToCheck });
  const { steps, at, wizardStep } = wizard;
  const words = useWords();
  const openedAt = useOpenedAt(wizardStep);
  const [hasCode, setHasCode] = useState(false);
  const { interrupt } = wizard;
  const onAsking = useCallback(
    (asks: boolean) => {
      setHasCode(asks);
      if (asks) interrupt();
    },
    [interrupt],
  );
  const tried = readings.tried.find((each) => each.at > openedAt) ?? null;
  const progress = useId();
  const form = useId();
  const { next, skip, finish } = words.setup;
  const isSkipped = wizardStep === 'try' && tried === null;
  const onward = at === steps.length - 1 ? finish : isSkipped ? skip : next;
  const busy = wizard.step.is === 'testing' || wizard.step.is === 'saving';
  return (
    <TypedByTouch>
      <div className="wizard" data-step={wizardStep}>
        <SetUpHeader
          kiosk={kiosk}
          lockedDown={state.locked}
          onLocked={onLocked}
          // Whoever sets the kiosk up in a language will hardly want it in another one.
          onLanguage={(language) => fields.fill({ language })}
        >
          {/* A code brings what the other steps would ask for. */}
          {!hasCode && (
            <p id={progress}>{words.setup.progress({ step: at + 1, count: steps.length })}</p>
          )}
        </SetUpHeader>
        <div className="body">
          <div className="step settings" key={wizardStep}>
            <StepHeading
              text={words.setup.titles[wizardStep]}
              describedBy={hasCode ? undefined : progress}
            />
            {/* It has a form of its own, and forms can't be nested. */}
            {wizardStep === 'connect' && (
              <ProvisioningPanel {...{ kiosk, state, readings, onLocked }} onAsking={onAsking} />
            )}
            {/* Whoever has a code needs nothing of what it brings. */}
            {!hasCode && (
              <form
                id={form}
                noValidate
                onSubmit={(event) => {
                  event.preventDefault();
                  if (!busy) wizard.next();
                }}
              >
                <StepBody wizard={wizard} state={state} readings={readings} tried={tried} />
              </form>
            )}
          </div>
          {!hasCode && <StepButtons wizard={wizard} form={form} busy={busy} onward={onward} />}
        </div>
      </div>
    </TypedByTouch>
  );
}

/** Each step begins at its heading, also for whoever hears the page. */
function StepHeading({ text, describedBy }: { text: string; describedBy: string | undefined }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <h2 ref={heading} tabIndex={-1} aria-describedby={describedBy}>
      {text}
    </h2>
  );
}

type BodyProps = Pick<Props, 'state' | 'readings'> & {
  wizard: Wizard;
  tried: Readings['tried'][number] | null;
};

function StepBody({ wizard, state, readings, tried }: BodyProps) {
  switch (wizard.wizardStep) {
    case 'connect':
      return <ConnectStep wizard={wizard} />;
    case 'purpose':
      return <PurposeStep wizard={wizard} lockedDown={state.locked} />;
    case 'place':
      return <PlaceStep wizard={wizard} />;
    case 'try':
      return <TryStep state={state} readings={readings} tried={tried} />;
    case 'pin':
      return <PinStep wizard={wizard} />;
  }
}

type ButtonsProps = {
  wizard: Wizard;
  /** The id of the step's form. */
  form: string;
  busy: boolean;
  /** What the button is called that leads on. */
  onward: string;
};

/** The ways on and back, and what came of going on. A busy button keeps the focus, which a disabled one would lose. */
function StepButtons({ wizard, form, busy, onward }: ButtonsProps) {
  const { at, steps, step, message, draftIsKept } = wizard;
  const isLast = at === steps.length - 1;
  const words = useWords();
  const { setup: say, settings } = words;
  const next = useRef<HTMLButtonElement>(null);
  return (
    <div className="actions">
      <p role="status" className={message?.bad ? 'message bad' : 'message'}>
        {message?.say(words) ?? (draftIsKept ? null : say.draftNotKept)}
      </p>
      {at > 0 && (
        <button
          type="button"
          className="bare"
          aria-disabled={busy}
          onClick={() => busy || wizard.back()}
        >
          {say.back}
        </button>
      )}
      {step.is === 'test-failed' && (
        <button
          type="button"
          onClick={() => {
            // This button goes once it is pressed.
            next.current?.focus();
            wizard.goOnUntested();
          }}
        >
          {say.goOn}
        </button>
      )}
      {isLast && (
        <button
          type="button"
          aria-disabled={busy}
          onClick={() => {
            if (busy) return;
            // The answer may lead to another step, where there is no such button.
            next.current?.focus();
            wizard.nextToCheck();
          }}
        >
          {say.check}
        </button>
      )}
      <button type="submit" form={form} className="main" ref={next} aria-disabled={busy}>
        {step.is === 'testing' && settings.testing}
        {step.is === 'saving' && settings.saving}
        {!busy && onward}
      </button>
    </div>
  );
}

/** When the step that is shown was opened, in monotonic milliseconds. */
function useOpenedAt(step: string): number {
  const [opened, setOpened] = useState({ step, at: monotonicNow() });
  useEffect(() => setOpened({ step, at: monotonicNow() }), [step]);
  return opened.step === step ? opened.at : Number.POSITIVE_INFINITY;
}
