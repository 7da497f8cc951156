import './code-entry.css';
import { useState } from 'react';
import { MAX_CODE_LENGTH } from '../../../shared/scan/parse-code.ts';
import { trimmed } from '../../../shared/text/trimmed.ts';
import { useKeepFocus } from '../../state/use-keep-focus.ts';
import { useInactivity } from '../../state/use-person.ts';
import { useWords } from '../../words/use-words.ts';
import { KeyGrid } from './key-grid.tsx';

/** Room for more than any code: a longer text that is pasted is refused, and not cut to the code of somebody else. */
const MAX_LENGTH = 4 * MAX_CODE_LENGTH;

/** Somebody who types nothing for this long has left. */
const CLOSES_AFTER_MS = 30_000;

type Props = { onCode: (code: string) => void; onClose: () => void };

/** For badges that no scanner reads: one large line, with keys for screens that have no keyboard. */
export function CodeEntry({ onCode, onClose }: Props) {
  const [code, setCode] = useState('');
  const input = useKeepFocus();
  useInactivity(CLOSES_AFTER_MS, onClose);
  const say = useWords().codeEntry;

  return (
    <div
      role="dialog"
      aria-modal="true"
      aria-label={say.label}
      className="code-entry"
      onKeyDown={(event) => event.key === 'Escape' && onClose()}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (trimmed(code) !== '') onCode(code);
        }}
      >
        <label htmlFor="code">{say.label}</label>
        <div className="line-of-code">
          <input
            id="code"
            ref={input}
            value={code}
            maxLength={MAX_LENGTH}
            autoComplete="off"
            autoCapitalize="off"
            autoCorrect="off"
            spellCheck={false}
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
