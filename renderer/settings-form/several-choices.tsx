import { useWords } from '../words/use-words.ts';
import { choiceLanguage, choiceWords } from './choice-words.ts';
import type { FieldMarks } from './field-marks.ts';

type Props = {
  choices: readonly string[];
  /** The chosen ones, separated by commas. */
  text: string;
  common: FieldMarks;
  onType: (text: string) => void;
};

/** A box to tick for each of several choices. */
export function SeveralChoices({ choices, text, common, onType }: Props) {
  const words = useWords();
  const { id, name, disabled, ...marks } = common;
  const label = words.settings.labels[name];
  const chosen = text.split(',').map((each) => each.trim());
  const without = (choice: string) => chosen.filter((each) => each !== '' && each !== choice);
  return (
    <fieldset id={id} className="choices" aria-label={label} disabled={disabled} {...marks}>
      {choices.map((choice) => (
        <label key={choice} lang={choiceLanguage(name, choice)}>
          <input
            type="checkbox"
            name={name}
            checked={chosen.includes(choice)}
            onChange={({ target }) =>
              onType((target.checked ? [...without(choice), choice] : without(choice)).join())
            }
          />
          {choiceWords(words, name, choice)}
        </label>
      ))}
    </fieldset>
  );
}
