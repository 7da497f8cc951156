import './touch-keyboard.css';
import { useEffect, useRef, useState } from 'react';
import { LANGUAGES } from '../../shared/words/languages.ts';
import { useLanguageSwitch } from '../languages/shown-language.tsx';
import { useMedia } from '../state/use-media.ts';
import { useWords } from '../words/use-words.ts';
import { keysOf, type Layer } from './key-rows.ts';
import { afterIn, deleteIn, takeChosen, typeInto } from './type-into.ts';
import { useSubmitButton } from './use-submit-button.ts';

/** What stands on the key that leads to other keys. It is the same in each language, and screen readers have a name for it. */
const LEADS_TO = { letters: 'abc', signs: '#%=' } as const;

/** Capitals for one letter, and after a second touch until a third. */
const NEXT_CAPITALS = { off: 'once', once: 'on', on: 'off' } as const;

/** A key that is held begins to repeat after the first, and then does so at the second, in milliseconds. */
const REPEATS_MS = { after: 500, every: 80 } as const;

type Props = {
  /** The field into which it types. */
  field: HTMLInputElement;
  /** Whether only digits belong there. */
  isNumeric: boolean;
  onHide: () => void;
};

/**
 * A keyboard on the screen, for a kiosk that has none. Its keys leave the focus in the field. Its largest key leads to the
 * next field, and submits the form only from the last one, so that nobody skips what they haven't seen.
 */
export function TouchKeyboard({ field, isNumeric, onHide }: Props) {
  const [capitals, setCapitals] = useState<keyof typeof NEXT_CAPITALS>('off');
  const [chosen, choose] = useState<Layer>('letters');
  const isNarrow = useMedia('(max-width: 700px)');
  const { shown } = useLanguageSwitch();
  const { touchKeyboard: say, codeEntry } = useWords();
  const layer = isNumeric ? 'digits' : chosen;
  const other = layer === 'signs' ? 'letters' : 'signs';
  const after = afterIn(field);
  const submit = useSubmitButton(field);
  // Each field begins among the letters, where its first ones are looked for.
  const [typedInto, setTypedInto] = useState(field);
  if (typedInto !== field) {
    setTypedInto(field);
    choose('letters');
    setCapitals('off');
  }
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
        {keysOf(layer, capitals !== 'off' && layer === 'letters', isNarrow).map((key) => (
          <button
            type="button"
            key={key}
            onClick={() => {
              typeInto(field, key);
              if (capitals === 'once') setCapitals('off');
            }}
          >
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
              aria-pressed={capitals !== 'off'}
              data-capitals={capitals}
              disabled={layer !== 'letters'}
              onClick={() => setCapitals(NEXT_CAPITALS[capitals])}
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
        <button
          type="button"
          aria-label={codeEntry.delete}
          {...useRepeating(() => deleteIn(field))}
        >
          <svg viewBox="0 0 24 24" aria-hidden="true">
            <path d="M9 5h11v14H9l-6-7zM12 9.500l5 5m0-5-5 5" />
          </svg>
        </button>
        <button type="button" aria-label={say.hide} onClick={onHide}>
          <svg viewBox="0 0 24 24" aria-hidden="true">
            <path d="M3 4h18v10H3zM7 8h.1m4.900 0h.1m4.900 0h.1M8 11h8m-7 6 3 3 3-3" />
          </svg>
        </button>
        <button
          type="button"
          className={after.is === 'submit' ? 'main wide' : 'wide'}
          aria-disabled={after.is === 'submit' && submit.isBusy}
          onClick={() => {
            takeChosen(field);
            // The form may have changed since the key was drawn.
            const then = afterIn(field);
            if (then.is === 'field') then.field.focus();
            else if (then.is === 'choice') onHide();
            else field.form?.requestSubmit();
          }}
        >
          {after.is === 'submit' ? submit.label : say[after.is === 'field' ? 'nextField' : 'done']}
        </button>
      </div>
    </section>
  );
}

/** What a key does when it is pressed, and again and again while it is held. */
function useRepeating(work: () => void) {
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const isRepeated = useRef(false);
  const stop = () => clearTimeout(timer.current);
  useEffect(() => () => clearTimeout(timer.current), []);
  function repeat(inMs: number) {
    timer.current = setTimeout(() => {
      isRepeated.current = true;
      work();
      repeat(REPEATS_MS.every);
    }, inMs);
  }
  return {
    onPointerDown: () => {
      isRepeated.current = false;
      repeat(REPEATS_MS.after);
    },
    onPointerUp: stop,
    onPointerLeave: stop,
    onPointerCancel: stop,
    // What was held is over when it is let go.
    onClick: () => isRepeated.current || work(),
  };
}
