import { useEffect, useId } from 'react';
import type { SettingView } from '../../shared/bridge/setting-view.ts';
import { isSecret, type ScreenSetting } from '../../shared/settings/screen-settings.ts';
import { useWords } from '../words/use-words.ts';
import { FieldControl } from './field-control.tsx';
import type { FieldFault } from './form-standing.ts';
import { hintIn } from './hints.ts';
import type { Reveal } from './secret-input.tsx';

type Props = {
  name: ScreenSetting;
  view: SettingView | undefined;
  text: string;
  /** Whether the secret is set. Its value is never shown. */
  isSet: boolean;
  /** What is wrong with this setting; null if nothing is. */
  fault: FieldFault | null;
  /** What stands below it while there is nothing else to say there. */
  hint?: string;
  /** How a secret can be shown while it is typed; without it, it can't. */
  reveal?: Reveal;
  onType: (text: string) => void;
};

/** One setting: its label, its control, and below it what is wrong, who gave its value, or that a secret is kept. */
export function Field({ name, view, text, isSet, fault, onType, ...options }: Props) {
  const { hint, reveal = null } = options;
  const id = useId();
  // The field may be out of view. Each fault brings it back, even if the same one has been found before.
  useEffect(() => {
    if (!fault || fault.leavesFocus) return;
    const control = document.getElementById(id);
    control?.focus();
    // Digits that can't be seen are typed anew.
    if (name === 'staffPin' && control instanceof HTMLInputElement) control.select();
    control?.closest('.field')?.scrollIntoView({ block: 'nearest' });
  }, [fault, id, name]);
  const words = useWords();
  const say = words.settings;
  const outside = view && !view.editable && (view.source === 'flag' ? 'flag' : 'environment');
  const keeps = isSecret(name) && isSet && !outside && text === '';
  const note = outside
    ? say.fromOutside[outside]
    : keeps
      ? say.secretKept
      : (hint ?? hintIn(words, name, 'note'));
  return (
    <div className="field" data-setting={name}>
      <label id={`${id}-label`} htmlFor={id}>
        {say.labels[name]}
      </label>
      <FieldControl
        text={text}
        reveal={reveal}
        common={{
          id,
          name,
          disabled: Boolean(outside),
          'aria-invalid': fault !== null,
          'aria-describedby': `${id}-note`,
        }}
        onType={onType}
      />
      <p
        id={`${id}-note`}
        className={fault ? 'note fault' : 'note'}
        role={fault ? 'alert' : undefined}
      >
        {fault?.say(words) ?? note}
      </p>
    </div>
  );
}
