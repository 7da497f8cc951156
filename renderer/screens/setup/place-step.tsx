import { useWords } from '../../words/use-words.ts';
import type { Wizard } from './use-wizard.ts';
import { MoreFields, WizardField } from './wizard-field.tsx';
import { ZoneField } from './zone-field.tsx';

/** Where the device stands, and in which language. */
export function PlaceStep({ wizard }: { wizard: Wizard }) {
  const say = useWords().setup;
  return (
    <>
      <div className="fields">
        <WizardField name="location" wizard={wizard} hint={say.locationNote} />
        <ZoneField wizard={wizard} />
        <WizardField name="scannerSide" wizard={wizard} />
        <WizardField name="language" wizard={wizard} />
      </div>
      <MoreFields wizard={wizard} />
      <p className="note">{say.later}</p>
    </>
  );
}
