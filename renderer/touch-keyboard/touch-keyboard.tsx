import './touch-keyboard.css';
import { useState } from 'react';
import { LANGUAGES } from '../../shared/words/languages.ts';
import { useLanguageSwitch } from '../languages/shown-language.tsx';
import { useMedia } from '../state/use-media.ts';
import { useWords } from '../words/use-words.ts';
import { keysOf, type Layer } from './key-rows.ts';
import { deleteIn, pressEnter, typeInto } from './type-into.ts';

/** What stands on the key that leads to other keys. It is the same in each language, and screen readers have a name for it. */
const LEADS_TO = { letters: 'abc', signs: '#%=' } as const;

type Props = {
  /** The field into which it types. */
  field: HTMLInputElement;
  /** Whether only digits belong there. */
  isNumeric: boolean;
  /** What the key is called that does what Enter does in this field. */
  enter: string;
  onHide: () => void;
};

/**
 * A keyboard on the screen, for a kiosk that has none. Its keys leave the focus in the field, and Enter does what it does
 * on any keyboard.
 */
export function TouchKeyboard({ field, isNumeric, enter, onHide }: Props) {
  const [capitals, setCapitals] = useState(false);
  const [chosen, choose] = useState<Layer>('letters');
  const isNarrow = useMedia('(max-width: 700px)');
  const { shown } = useLanguageSwitch();
  const { touchKeyboard: say, codeEntry } = useWords();
  const layer = isNumeric ? 'digits' : chosen;
  const other = layer === 'signs' ? 'letters' : 'signs';
  const hasOtherLetters = LANGUAGES[shown].script !== 'Latn' && field.dir === 'auto';
  return (
    <section
      aria-label={say.label}
      className="touch-keyboard"
      data-layer={layer}
      data-narrow={isNarrow}
      // The field keeps the focus.
      onMouseDown={(event) => event.preventDefault()}
    >
      {hasOtherLetters && <p>{say.latinOnly}</p>}
      <div className="keys" dir="ltr">
        {keysOf(layer, capitals && layer === 'letters', isNarrow).map((key) => (
          <button type="button" key={key} onClick={() => typeInto(field, key)}>
            {key}
          </button>
        ))}
      </div>
      <div className="keys below" dir="ltr">
        {!isNumeric && (
          <>
            <button
              type="button"
              aria-label={codeEntry.shift}
              aria-pressed={capitals}
              disabled={layer !== 'letters'}
              onClick={() => setCapitals(!capitals)}
            >
              {codeEntry.shiftKey}
            </button>
            <button type="button" aria-label={say[other]} onClick={() => choose(other)}>
              {LEADS_TO[other]}
            </button>
            <button type="button" className="wide" onClick={() => typeInto(field, ' ')}>
              {say.space}
            </button>
          </>
        )}
        <button type="button" aria-label={codeEntry.delete} onClick={() => deleteIn(field)}>
          <svg viewBox="0 0 24 24" aria-hidden="true">
            <path d="M9 5h11v14H9l-6-7zM12 9.500l5 5m0-5-5 5" />
          </svg>
        </button>
        <button type="button" aria-label={say.hide} onClick={onHide}>
          <svg viewBox="0 0 24 24" aria-hidden="true">
            <path d="M3 4h18v10H3zM7 8h.1m4.900 0h.1m4.900 0h.1M8 11h8m-7 6 3 3 3-3" />
          </svg>
        </button>
        <button type="button" className="main wide" onClick={() => pressEnter(field)}>
          {enter}
        </button>
      </div>
    </section>
  );
}
