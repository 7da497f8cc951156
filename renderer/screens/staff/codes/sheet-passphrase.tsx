import { useId, useState } from 'react';
import { LEAST } from '../../../../shared/bridge/sheet.ts';
import { useWords } from '../../../words/use-words.ts';
import { PartSays } from './part-says.tsx';
import { suggestPassphrase } from './suggest-passphrase.ts';
import type { CodesForm } from './use-codes-form.ts';

/** The passphrase of a sheet: typed twice, since nobody can see it, or made up by the kiosk, and then shown. */
export function SheetPassphrase({ form }: { form: CodesForm }) {
  const { entry, enter, fault } = form;
  const { passphrase, again } = entry;
  const [isShown, show] = useState(false);
  const { codes: say, provisioning } = useWords();
  const id = useId();
  const common = {
    dir: 'auto',
    type: isShown ? 'text' : 'password',
    maxLength: 512,
    autoComplete: 'new-password',
    autoCapitalize: 'off',
    autoCorrect: 'off',
    spellCheck: false,
    'aria-invalid': fault?.part === 'passphrase',
    'aria-describedby': `${id}-note`,
  } as const;

  function suggest() {
    const made = suggestPassphrase();
    enter({ passphrase: made, again: made, suggested: made });
    show(true);
  }

  return (
    <div className="fields">
      <div className="field">
        <label htmlFor={id}>{provisioning.passphrase}</label>
        <div className="secret">
          <input
            {...common}
            id={id}
            name="sheet-passphrase"
            value={passphrase}
            onChange={(event) => enter({ passphrase: event.target.value })}
          />
          <button type="button" onClick={suggest}>
            {say.suggest}
          </button>
        </div>
        <PartSays
          form={form}
          part="passphrase"
          id={`${id}-note`}
          field={id}
          note={say.passphraseNote({ characters: LEAST.characters })}
        />
      </div>
      <div className="field">
        <label htmlFor={`${id}-again`}>{say.again}</label>
        <div className="secret">
          <input
            {...common}
            id={`${id}-again`}
            name="sheet-passphrase-again"
            value={again}
            onChange={(event) => enter({ again: event.target.value })}
          />
          <button type="button" aria-pressed={isShown} onClick={() => show(!isShown)}>
            {provisioning.show}
          </button>
        </div>
      </div>
    </div>
  );
}
