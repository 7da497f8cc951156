import { useState } from 'react';
import { joined } from '../../words/join.ts';
import { useWords } from '../../words/use-words.ts';
import type { Wizard } from './use-wizard.ts';
import { MoreFields, WizardField } from './wizard-field.tsx';

/** The address of Confera and the key of this device. They are tested when the person goes on. */
export function ConnectStep({ wizard }: { wizard: Wizard }) {
  const words = useWords();
  const { setup: say, settings } = words;
  const [isShown, show] = useState(false);
  const { loaded, isRestored, typed } = wizard;
  return (
    <>
      <p className="note">{say.below}</p>
      <div className="fields">
        <WizardField name="baseUrl" wizard={wizard} />
        <WizardField
          name="apiKey"
          wizard={wizard}
          reveal={{ isShown, show }}
          {...(isRestored && !typed.apiKey && { hint: say.keyNotKept })}
        />
      </div>
      <MoreFields wizard={wizard} />
      {loaded && <p className="note">{settings.protection[loaded.keyProtection]}</p>}
      {loaded && loaded.strangers.length > 0 && (
        <p className="note">
          {settings.strangers({ names: joined(words, 'and', loaded.strangers) })}
        </p>
      )}
    </>
  );
}
