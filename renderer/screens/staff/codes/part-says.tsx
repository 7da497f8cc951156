import { useEffect } from 'react';
import { useWords } from '../../../words/use-words.ts';
import type { CodesForm, PartFault } from './use-codes-form.ts';

/** Nobody reads more lines of one table at once. */
const MOST_LINES = 20;

type Props = {
  form: CodesForm;
  part: PartFault['part'];
  id?: string;
  /** The id of the field that has to be put right, which takes the focus. */
  field?: string;
  /** What stands there while nothing is wrong. */
  note?: string;
};

/** Says below a part of the form what is wrong with it, in a line for each fault. */
export function PartSays({ form, part, id, field, note }: Props) {
  const words = useWords();
  const fault = form.fault?.part === part ? form.fault : null;
  useEffect(() => {
    if (!fault || !field) return;
    const control = document.getElementById(field);
    control?.focus();
    control?.closest('.field')?.scrollIntoView({ block: 'nearest' });
  }, [fault, field]);
  if (!fault)
    return (
      <p id={id} className="note">
        {note}
      </p>
    );
  return (
    <div id={id} role="alert" className="note fault">
      {fault.says.slice(0, MOST_LINES).map((say, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines of one answer never change their places.
        <p key={index}>{say(words)}</p>
      ))}
    </div>
  );
}
