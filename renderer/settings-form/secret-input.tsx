import type { InputHTMLAttributes } from 'react';
import type { ScreenSetting } from '../../shared/settings/screen-settings.ts';
import { useWords } from '../words/use-words.ts';

/** Whether what is typed into the field of a secret can be read, and how to change that. */
export type Reveal = { isShown: boolean; show: (isShown: boolean) => void };

type Props = Omit<InputHTMLAttributes<HTMLInputElement>, 'type' | 'onChange'> & {
  name: ScreenSetting;
  value: string;
  /** Null if there are always dots. */
  reveal: Reveal | null;
  onType: (text: string) => void;
};

/** A line for the key or the PIN. It shows dots, and what was typed only as long as somebody wants to see it. */
export function SecretInput({ reveal, onType, ...input }: Props) {
  const { setup: say, settings, join } = useWords();
  const { name, disabled = false } = input;
  const isShown = reveal?.isShown ?? false;
  const line = (
    <input
      {...input}
      dir="ltr"
      type={isShown ? 'text' : 'password'}
      autoComplete="new-password"
      autoCapitalize="off"
      autoCorrect="off"
      spellCheck={false}
      onChange={(event) => onType(event.target.value)}
    />
  );
  if (!reveal || disabled) return line;
  const action = isShown ? say.hide : say.show;
  return (
    <div className="secret">
      {line}
      <button
        type="button"
        aria-label={join.state({ name: settings.labels[name], state: action })}
        onClick={() => reveal.show(!isShown)}
      >
        {action}
      </button>
    </div>
  );
}
