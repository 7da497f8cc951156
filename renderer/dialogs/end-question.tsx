import { useWords } from '../words/use-words.ts';
import { Question } from './question.tsx';

type Props = {
  title: string;
  below: string;
  /** Why it could not be ended, if that was tried; null if it is told elsewhere. */
  told?: string | null;
  /** What the button says that ends it. */
  end: string;
  /** What the button says that leaves everything as it is. */
  keep?: string;
  /** Whether it is being ended. */
  busy: boolean;
  onEnd: () => void;
  onClose: () => void;
};

/** Asks, before something is ended that works, whether it shall be. */
export function EndQuestion({ told = null, end, keep, busy, onEnd, onClose, ...says }: Props) {
  const { wipe } = useWords();
  return (
    <Question {...says} told={told} busy={busy} onClose={onClose}>
      <button type="button" aria-disabled={busy} onClick={() => busy || onEnd()}>
        {end}
      </button>
      <button type="button" className="bare" aria-disabled={busy} onClick={() => busy || onClose()}>
        {keep ?? wipe.cancel}
      </button>
    </Question>
  );
}
