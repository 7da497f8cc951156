import { useEffect, useId } from 'react';
import type { SettingView } from '../../shared/bridge/bridge.ts';
import { useWords } from '../words/use-words.ts';
import { CameraChoice } from './camera-choice.tsx';
import type { FieldMarks } from './field-marks.ts';
import { CHOICES, type FormSetting, SEVERAL } from './form-values.ts';
import { SeveralChoices } from './several-choices.tsx';

type Props = {
  name: FormSetting;
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
  const secret = name === 'apiKey' || name === 'staffPin';
  const keeps = secret && isSet && !outside && text === '';
  const note = outside ? say.fromOutside[outside] : keeps ? say.secretKept : null;
  const choices = CHOICES[name];
  const several = SEVERAL[name];
  const common: FieldMarks = {
    id,
    name,
    disabled: Boolean(outside),
    'aria-invalid': fault !== null,
    'aria-describedby': `${id}-note`,
  };
  return (
    <div className="field" data-setting={name}>
      <label htmlFor={id}>{say.labels[name]}</label>
      {choices ? (
        <select {...common} value={text} onChange={(event) => onType(event.target.value)}>
          {choices.map((choice) => (
            <option key={choice} value={choice}>
              {say.options[choice]}
            </option>
          ))}
        </select>
      ) : several ? (
        <SeveralChoices choices={several} text={text} common={common} onType={onType} />
      ) : name === 'camera' ? (
        <CameraChoice text={text} common={common} onType={onType} />
      ) : (
        <input
          {...common}
          type={secret ? 'password' : 'text'}
          inputMode={name === 'staffPin' ? 'numeric' : undefined}
          value={text}
          placeholder={secret ? undefined : say.hints[name]}
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
