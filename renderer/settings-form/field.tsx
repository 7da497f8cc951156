import { useEffect, useId } from 'react';
import type { SettingView } from '../../shared/bridge/bridge.ts';
import {
  isSecret,
  type ScreenSetting,
  screenSetting,
} from '../../shared/settings/screen-settings.ts';
import type { SettingName } from '../../shared/settings/settings.ts';
import { useWords } from '../words/use-words.ts';
import { CameraChoice } from './camera-choice.tsx';
import type { FieldMarks } from './field-marks.ts';
import { SeveralChoices } from './several-choices.tsx';

type Props = {
  name: ScreenSetting;
  view: SettingView | undefined;
  text: string;
  /** There is one already; only its owner sees it. */
  isSet: boolean;
  /** What the core says is wrong with it. */
  fault: string | null;
  onType: (text: string) => void;
};

/** One setting: its label, its field, and under it what is wrong or who gave it. */
export function Field({ name, view, text, isSet, fault, onType }: Props) {
  const id = useId();
  // What is wrong may stand below the screen's edge.
  useEffect(() => {
    if (fault !== null) document.getElementById(id)?.focus();
  }, [fault, id]);
  const say = useWords().settings;
  const outside = view && !view.editable && (view.source === 'flag' ? 'flag' : 'environment');
  const secret = isSecret(name);
  const keeps = secret && isSet && !outside && text === '';
  const note = outside ? say.fromOutside[outside] : keeps ? say.secretKept : null;
  const definition = screenSetting(name);
  const common: FieldMarks = {
    id,
    name,
    disabled: Boolean(outside),
    'aria-invalid': fault !== null,
    'aria-describedby': `${id}-note`,
  };
  const options: Record<string, string> = say.options;
  const hints: Partial<Record<SettingName, string>> = say.hints;
  return (
    <div className="field" data-setting={name}>
      <label htmlFor={id}>{say.labels[name]}</label>
      {definition.control === 'choice' ? (
        <select {...common} value={text} onChange={(event) => onType(event.target.value)}>
          {definition.choices.map((choice) => (
            <option key={choice} value={choice}>
              {options[choice]}
            </option>
          ))}
        </select>
      ) : definition.control === 'several' ? (
        <SeveralChoices choices={definition.choices} text={text} common={common} onType={onType} />
      ) : definition.control === 'camera' ? (
        <CameraChoice text={text} common={common} onType={onType} />
      ) : (
        <input
          {...common}
          type={secret ? 'password' : 'text'}
          inputMode={definition.control === 'digits' ? 'numeric' : undefined}
          value={text}
          placeholder={secret ? undefined : hints[name]}
          autoComplete={secret ? 'new-password' : 'off'}
          spellCheck={false}
          onChange={(event) => onType(event.target.value)}
        />
      )}
      <p
        id={`${id}-note`}
        className={fault ? 'note fault' : 'note'}
        role={fault ? 'alert' : undefined}
      >
        {fault ?? note}
      </p>
    </div>
  );
}
