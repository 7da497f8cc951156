import type { ScanEntry } from '../../../../shared/bridge/staff-overview.ts';
import type { Dismissal } from '../../../../shared/scan/standing.ts';
import { Question } from '../../../dialogs/question.tsx';
import { useWords } from '../../../words/use-words.ts';
import { visibleText } from '../../tried-scans/visible-text.ts';
import { DismissForm } from '../scans/dismiss-form.tsx';
import { outcomeWords } from './scan-words.ts';

type Props = {
  entry: ScanEntry;
  /** Why it could not be dismissed, if that was tried. */
  told: string | null;
  onDismiss: (why: Dismissal) => void;
  onClose: () => void;
};

/** Asks why a scan is dismissed, and says which one it is. */
export function DismissQuestion({ entry, told, onDismiss, onClose }: Props) {
  const words = useWords();
  const tail = `…${visibleText(entry.codeTail)}`;
  return (
    <Question
      title={words.join.state({ name: words.staff.kind[entry.kind], state: tail })}
      below={outcomeWords(words, entry)}
      told={told}
      onClose={onClose}
    >
      <DismissForm onDismiss={onDismiss} />
      <button type="button" className="bare" onClick={onClose}>
        {words.wipe.cancel}
      </button>
    </Question>
  );
}
