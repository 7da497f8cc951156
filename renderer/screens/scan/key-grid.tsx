import { useState } from 'react';
import { useMedia } from '../../state/use-media.ts';
import { useWords } from '../../words/use-words.ts';

/** As on a keyboard, ten keys side by side. */
const WIDE = '1234567890qwertyuiopasdfghjkl-zxcvbnm.:_';

/**
 * By the alphabet, five keys side by side. On an upright screen ten would be too narrow for a finger, and the rows of a
 * keyboard that are broken in two are hard to search.
 */
const NARROW = '1234567890abcdefghijklmnopqrstuvwxyz-.:_';

type Props = { onKey: (key: string) => void; onDelete: () => void };

/** A keyboard on the screen with the characters that codes consist of. Most codes have capital letters. */
export function KeyGrid({ onKey, onDelete }: Props) {
  const [capitals, setCapitals] = useState(true);
  const narrow = useMedia('(max-width: 760px)');
  const say = useWords().codeEntry;
  return (
    <div className="key-grid" dir="ltr" data-narrow={narrow}>
      {[...(narrow ? NARROW : WIDE)].map((key) => {
        const shown = capitals ? key.toUpperCase() : key;
        return (
          <button type="button" key={key} onClick={() => onKey(shown)}>
            {shown}
          </button>
        );
      })}
      <button
        type="button"
        className="shift"
        aria-label={say.shift}
        aria-pressed={capitals}
        onClick={() => setCapitals(!capitals)}
      >
        {say.shiftKey}
      </button>
      <button type="button" className="delete" onClick={onDelete}>
        {say.delete}
      </button>
    </div>
  );
}
