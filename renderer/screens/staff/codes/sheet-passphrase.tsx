import { LEAST } from '../../../../shared/bridge/sheet.ts';
import { useWords } from '../../../words/use-words.ts';
import { NewPassphrase } from './new-passphrase.tsx';
import { PartSays } from './part-says.tsx';
import type { CodesForm } from './use-codes-form.ts';

/** The passphrase of a sheet. */
export function SheetPassphrase({ form }: { form: CodesForm }) {
  const { entry, enter, fault } = form;
  const note = useWords().codes.passphraseNote({ characters: LEAST.characters });
  return (
    <NewPassphrase
      typed={entry}
      name="sheet-passphrase"
      isWrong={fault?.part === 'passphrase'}
      onType={enter}
      says={(id, field) => (
        <PartSays form={form} part="passphrase" id={id} field={field} note={note} />
      )}
    />
  );
}
