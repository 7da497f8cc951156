import { Switch } from 'react-aria-components/Switch';
import { useWords } from '../words/use-words.ts';
import type { FieldMarks } from './field-marks.ts';

type Props = { text: string; common: FieldMarks; onType: (text: string) => void };

/** A setting that is on or off. The word beside the switch says which, since neither its place nor its colour has to. */
export function SwitchControl({ text, common, onType }: Props) {
  const { options } = useWords().settings;
  const { id, name, disabled } = common;
  const isOn = text === '1';
  return (
    <Switch
      id={id}
      name={name}
      className="switch"
      isDisabled={disabled}
      isSelected={isOn}
      aria-labelledby={`${id}-label`}
      aria-describedby={common['aria-describedby']}
      onChange={(on) => onType(on ? '1' : '0')}
    >
      <span className="track" aria-hidden="true" />
      <span aria-hidden="true">{isOn ? options[1] : options[0]}</span>
    </Switch>
  );
}
