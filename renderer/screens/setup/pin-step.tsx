import { useId } from 'react';
import { isEasyPin } from '../../../shared/settings/easy-pin.ts';
import { SETTINGS } from '../../../shared/settings/settings.ts';
import { joined } from '../../words/join.ts';
import { useWords } from '../../words/use-words.ts';
import type { Wizard } from './use-wizard.ts';
import { WizardField } from './wizard-field.tsx';

const SHORTEST_PIN = SETTINGS.staffPin.accepts.min;

/** The staff PIN. Whoever can see it while typing it types it once, and everybody else twice. */
export function PinStep({ wizard }: { wizard: Wizard }) {
  const words = useWords();
  const { setup: say, settings } = words;
  const id = useId();
  const { pinIsShown, showPin, pinAgain, typePinAgain, typed } = wizard;
  const pin = (typed.staffPin ?? '').trim();
  const isEasy = pin.length >= SHORTEST_PIN && isEasyPin(pin);
  return (
    <>
      <p className="note">{joined(words, 'sentences', [settings.pinNeeded, say.pinBelow])}</p>
      <div className="fields">
        <WizardField
          name="staffPin"
          wizard={wizard}
          reveal={{ isShown: pinIsShown, show: showPin }}
        />
        {!pinIsShown && (
          <div className="field">
            <label htmlFor={id}>{settings.pinAgain}</label>
            <input
              id={id}
              name="staffPinAgain"
              dir="ltr"
              type="password"
              inputMode="numeric"
              autoComplete="new-password"
              value={pinAgain}
              onChange={(event) => typePinAgain(event.target.value)}
            />
          </div>
        )}
      </div>
      <p role="status" className="warning">
        {isEasy && say.pinEasy}
      </p>
    </>
  );
}
