import { useState } from 'react';
import { useWords } from '../../words/use-words.ts';

const ROWS = ['1234567890', 'qwertyuiop', 'asdfghjkl-', 'zxcvbnm.:_'];

type Props = { onKey: (key: string) => void; onDelete: () => void };

/** A keyboard on the screen with the characters that codes consist of. */
export function KeyGrid({ onKey, onDelete }: Props) {
  const [capitals, setCapitals] = useState(false);
  const say = useWords().codeEntry;
  return (
    <div className="key-grid">
      {ROWS.flatMap((row) => [...row]).map((key) => {
        const shown = capitals ? key.toUpperCase() : key;
        return (
          <button type="button" key={key} onClick={() => onKey(shown)}>
            {shown}
          </button>
        );
      })}
      <button
        type="button"
        className="wide"
        aria-label={say.shift}
        aria-pressed={capitals}
        onClick={() => setCapitals(!capitals)}
      >
        {say.shiftKey}
      </button>
      <button type="button" className="wide" onClick={onDelete}>
        {say.delete}
      </button>
    </div>
  );
}
