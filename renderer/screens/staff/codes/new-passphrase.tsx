import { type ReactNode, useId, useState } from 'react';
import { useWords } from '../../../words/use-words.ts';
import { suggestPassphrase } from './suggest-passphrase.ts';

/** A passphrase as it is typed, twice, and the one that the kiosk has made up last. */
export type TypedPassphrase = { passphrase: string; again: string; suggested: string | null };

type Props = {
  typed: TypedPassphrase;
  /** Begins the names of both fields. */
  name: string;
  isWrong: boolean;
  onType: (changes: Partial<TypedPassphrase>) => void;
  /** What stands below it: a note, or what is wrong. It gets the id that it has to have, and that of the field. */
  says: (id: string, field: string) => ReactNode;
};

/** A new passphrase: typed twice, since nobody can see it, or made up by the kiosk, and then shown. */
export function NewPassphrase({ typed, name, isWrong, onType, says }: Props) {
  const { passphrase, again } = typed;
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
    'aria-invalid': isWrong,
    'aria-describedby': `${id}-note`,
  } as const;

  function suggest() {
    const made = suggestPassphrase();
    onType({ passphrase: made, again: made, suggested: made });
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
            name={name}
            value={passphrase}
            onChange={(event) => onType({ passphrase: event.target.value })}
          />
          <button type="button" onClick={suggest}>
            {say.suggest}
          </button>
        </div>
        {says(`${id}-note`, id)}
      </div>
      <div className="field">
        <label htmlFor={`${id}-again`}>{say.again}</label>
        <div className="secret">
          <input
            {...common}
            id={`${id}-again`}
            name={`${name}-again`}
            value={again}
            onChange={(event) => onType({ again: event.target.value })}
          />
          <button type="button" aria-pressed={isShown} onClick={() => show(!isShown)}>
            {provisioning.show}
          </button>
        </div>
      </div>
    </div>
  );
}
