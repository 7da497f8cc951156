import { useId } from 'react';
import { PURPOSES } from '../../../shared/settings/purpose.ts';
import { useWords } from '../../words/use-words.ts';
import type { Wizard } from './use-wizard.ts';

type Props = {
  wizard: Wizard;
  /** Whether the window fills the screen and can't be left. */
  lockedDown: boolean;
};

/** What this device is for, as three large choices. What follows from each is a default, and can be changed later. */
export function PurposeStep({ wizard, lockedDown }: Props) {
  const { setup: say, settings } = useWords();
  const id = useId();
  const chosen = wizard.typed.purpose;
  return (
    <>
      <fieldset className="purposes" aria-label={settings.labels.purpose}>
        {PURPOSES.map((purpose) => (
          <label key={purpose} data-chosen={purpose === chosen}>
            <input
              type="radio"
              name="purpose"
              value={purpose}
              checked={purpose === chosen}
              aria-labelledby={`${id}-${purpose}`}
              aria-describedby={`${id}-${purpose}-more`}
              onChange={() => wizard.type('purpose', purpose)}
            />
            <b id={`${id}-${purpose}`}>{settings.options[purpose]}</b>
            <span id={`${id}-${purpose}-more`}>{say.purposes[purpose]}</span>
          </label>
        ))}
      </fieldset>
      <p role="status" className="note">
        {lockedDown && chosen === 'laptop' && say.laptopNext}
      </p>
    </>
  );
}
