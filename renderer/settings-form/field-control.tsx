import {
  isSecret,
  type ScreenSetting,
  screenSetting,
} from '../../shared/settings/screen-settings.ts';
import { useWords } from '../words/use-words.ts';
import { AccentField } from './accent-field.tsx';
import { CameraChoice } from './camera-choice.tsx';
import { choiceLanguage, choiceWords } from './choice-words.ts';
import type { FieldMarks } from './field-marks.ts';
import { hintIn } from './hints.ts';
import { type Reveal, SecretInput } from './secret-input.tsx';
import { SeveralChoices } from './several-choices.tsx';
import { SwitchControl } from './switch-control.tsx';

/** What a person words freely. All else runs from left to right in any language, because programs read it. */
const FREE_WORDS: Partial<Record<ScreenSetting, true>> = {
  location: true,
  eventName: true,
  desk: true,
};

type Props = {
  text: string;
  common: FieldMarks;
  /** How a secret can be shown while it is typed; null if it can't. */
  reveal: Reveal | null;
  onType: (text: string) => void;
};

/** What a person fills in: a line to type into, or choices, as `screen-settings.ts` says for each setting. */
export function FieldControl({ text, common, reveal, onType }: Props) {
  const { name } = common;
  const definition = screenSetting(name);
  const words = useWords();
  switch (definition.control) {
    case 'choice':
      return (
        <select {...common} value={text} onChange={(event) => onType(event.target.value)}>
          {definition.choices.map((choice) => (
            <option key={choice} value={choice} lang={choiceLanguage(name, choice)}>
              {choiceWords(words, name, choice)}
            </option>
          ))}
        </select>
      );
    case 'several':
      return (
        <SeveralChoices choices={definition.choices} text={text} common={common} onType={onType} />
      );
    case 'switch':
      return <SwitchControl text={text} common={common} onType={onType} />;
    case 'camera':
      return <CameraChoice text={text} common={common} onType={onType} />;
    case 'colour':
      return <AccentField text={text} common={common} onType={onType} />;
    default:
      if (isSecret(name)) {
        const isNumber = definition.control === 'digits';
        const digits = isNumber ? ({ inputMode: 'numeric' } as const) : {};
        return <SecretInput {...common} {...digits} value={text} reveal={reveal} onType={onType} />;
      }
      return (
        <input
          {...common}
          dir={FREE_WORDS[name] ? 'auto' : 'ltr'}
          type="text"
          value={text}
          placeholder={hintIn(words, name, 'field')}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => onType(event.target.value)}
        />
      );
  }
}
