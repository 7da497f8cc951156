import './code-entry.css';
import { useState } from 'react';
import { trimmed } from '../../../shared/text/trimmed.ts';
import { followArrow } from '../../state/arrow-keys.ts';
import { useKeepFocus } from '../../state/use-keep-focus.ts';
import { useInactivity } from '../../state/use-person.ts';
import { useWords } from '../../words/use-words.ts';
import { CODE_FIELD } from './code-field.ts';
import { KeyGrid } from './key-grid.tsx';
import { otherCase } from './other-case.ts';

/** Somebody who touches nothing for this long, in milliseconds, has left. */
const CLOSES_AFTER_MS = 30_000;

type Props = {
  /** What stands in the field at first. */
  first: string;
  /** The code that was just refused as unknown; null if there is none. */
  unknown: string | null;
  /** What a code of this event looks like, as a regular expression; empty if that isn't known. */
  codePattern: string;
  onCode: (code: string) => void;
  onClose: () => void;
};

/** Lets a person type a code that no scanner can read. There are keys on the screen in case there is no keyboard. */
export function CodeEntry({ first, unknown, codePattern, onCode, onClose }: Props) {
  const [code, setCode] = useState(first);
  const input = useKeepFocus();
  useInactivity(CLOSES_AFTER_MS, onClose);
  const say = useWords().codeEntry;
  const other = otherCase(trimmed(code), codePattern, unknown);

  return (
    <div
      role="dialog"
      aria-modal="true"
      aria-label={say.label}
      className="code-entry"
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose();
        else followArrow(event);
      }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (trimmed(code) !== '') onCode(code);
        }}
      >
        <div className="asked">
          <label htmlFor="code">{say.label}</label>
          {/* It keeps its place while it is hidden, so that nothing moves under a finger. */}
          <button
            type="button"
            className="bare other-case"
            disabled={other === null}
            onClick={() => other !== null && onCode(other)}
          >
            {say.meant({ code: other ?? '' })}
          </button>
        </div>
        <div className="line-of-code by-hand">
          <input
            id="code"
            {...CODE_FIELD}
            ref={input}
            value={code}
            onChange={(event) => setCode(event.target.value)}
          />
          <button type="submit" className="main" disabled={trimmed(code) === ''}>
            {say.checkIn}
          </button>
          <button type="button" onClick={onClose}>
            {say.cancel}
          </button>
        </div>
        <KeyGrid
          onKey={(key) => setCode((before) => before + key)}
          onDelete={() => setCode((before) => before.slice(0, -1))}
        />
      </form>
    </div>
  );
}
