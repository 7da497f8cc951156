import { useEffect } from 'react';
import { type Sentence, useWords } from '../../words/use-words.ts';

type Props = {
  id: string;
  /** What has to be put right there; null if nothing has to. Each is a new object, and takes the focus. */
  fault: { says: Sentence } | null;
  /** What stands there otherwise. */
  note: string;
  /** The id of the field. */
  field: string;
};

/** What stands below a field: a note, or what is wrong with what was typed there, and then the field takes the focus. */
export function FieldSays({ id, fault, note, field }: Props) {
  const words = useWords();
  useEffect(() => {
    if (fault) document.getElementById(field)?.focus();
  }, [fault, field]);
  return (
    <p id={id} role={fault ? 'alert' : undefined} className={fault ? 'note fault' : 'note'}>
      {fault ? fault.says(words) : note}
    </p>
  );
}
