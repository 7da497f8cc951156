import { useState } from 'react';
import type { ScreenSetting } from '../../../shared/settings/screen-settings.ts';
import { LANGUAGE_CODES } from '../../../shared/words/languages.ts';
import { useLanguageSwitch } from '../../languages/shown-language.tsx';
import { Field } from '../../settings-form/field.tsx';
import type { Reveal } from '../../settings-form/secret-input.tsx';
import { useWords } from '../../words/use-words.ts';
import type { Wizard } from './use-wizard.ts';
import { fieldsOf } from './wizard-steps.ts';

type Props = {
  name: ScreenSetting;
  wizard: Wizard;
  /** What stands below it while there is nothing else to say there. */
  hint?: string;
  /** How a secret can be shown while it is typed. */
  reveal?: Reveal;
};

/** A field with its part of what was entered. */
export function WizardField({ name, wizard, ...more }: Props) {
  const { choose } = useLanguageSwitch();
  const view = wizard.views.find((each) => each.name === name);
  return (
    <Field
      {...more}
      name={name}
      view={view}
      isSet={(name === 'staffPin' ? wizard.loaded?.pinIsSet : view?.isSet) ?? false}
      text={wizard.typed[name] ?? ''}
      fault={wizard.faults.find(({ setting }) => setting === name) ?? null}
      onType={(text) => {
        wizard.type(name, text);
        // Whoever chooses a language wants to read on in it.
        if (name === 'language') choose(LANGUAGE_CODES.find((each) => each === text) ?? null);
      }}
    />
  );
}

/** The fields of this step that most people leave alone. They are folded away until somebody opens them or one is wrong. */
export function MoreFields({ wizard }: { wizard: Wizard }) {
  const names = fieldsOf(wizard.wizardStep).more;
  const isWrong = wizard.faults.some(({ setting }) => names.some((name) => name === setting));
  const [open, setOpen] = useState(false);
  const say = useWords().settings;
  return (
    // Once it is open, only a person closes it.
    <details open={open || isWrong} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{say.more}</summary>
      <div className="fields">
        {names.map((name) => (
          <WizardField key={name} name={name} wizard={wizard} />
        ))}
      </div>
    </details>
  );
}
