import './steward-panel.css';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { trimmed } from '../../../../shared/text/trimmed.ts';
import type { ShownResult } from '../../../state/scan-flow.ts';
import { useLoneKeys } from '../../../state/use-lone-keys.ts';
import { useWords } from '../../../words/use-words.ts';
import { CODE_FIELD } from '../code-field.ts';
import { LastScans } from './last-scans.tsx';

/** The keys for the field, and for the staff area. */
const TYPE = 'F2';
const STAFF = 'F4';

type Props = {
  lastScans: readonly ShownResult[];
  timeZone: string;
  /** Null while no code can be taken. */
  onCode: ((code: string) => void) | null;
  /** Opens the keys on the screen, for whoever touches the field; null while they can't be used. */
  onTouch: (() => void) | null;
  /** Takes away the result that stays; null while there is none, and undefined where results leave by themselves. */
  onClear: (() => void) | null | undefined;
  onStaff: () => void;
  /** Whether a scan is under way. Whoever was typing has found the scanner. */
  checking: boolean;
  /** Whether a dialog is open above the panel, which has the keys. */
  covered: boolean;
};

/** What a steward works with beside the results: a field to type codes into, the last scans, and keys for all of it. */
export function StewardPanel({
  lastScans,
  timeZone,
  onCode,
  onTouch,
  onClear,
  onStaff,
  checking,
  covered,
}: Props) {
  const words = useWords();
  const field = useRef<HTMLInputElement>(null);
  const [code, setCode] = useState('');
  useEffect(() => {
    if (checking) setCode('');
  }, [checking]);
  useLoneKeys(
    covered
      ? {}
      : {
          [TYPE]: () => field.current?.focus(),
          [STAFF]: onStaff,
          Escape: () => {
            setCode('');
            onClear?.();
          },
        },
  );
  const canSend = onCode !== null && trimmed(code) !== '';
  return (
    <aside className="steward">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (!canSend) return;
          setCode('');
          onCode(code);
        }}
      >
        <label htmlFor="typed-code">
          {words.edge.typeCode} <Key>{TYPE}</Key>
        </label>
        <div className="line-of-code">
          <input
            id="typed-code"
            {...CODE_FIELD}
            ref={field}
            value={code}
            onChange={(event) => setCode(event.target.value)}
            onPointerDown={(event) => {
              if (event.pointerType !== 'touch' || !onTouch) return;
              event.preventDefault();
              onTouch();
            }}
          />
          <button type="submit" className="main" aria-disabled={!canSend}>
            {words.codeEntry.checkIn}
          </button>
        </div>
      </form>
      <LastScans scans={lastScans} timeZone={timeZone} />
      <p className="keys">
        <span>
          <Key>{STAFF}</Key> {words.edge.staff}
        </span>
        {onClear !== undefined && (
          <button type="button" aria-disabled={onClear === null} onClick={() => onClear?.()}>
            {words.steward.clear} <Key>{words.steward.escape}</Key>
          </button>
        )}
      </p>
    </aside>
  );
}

/** A key by the name that is printed on it. */
function Key({ children }: { children: ReactNode }) {
  return <kbd dir="ltr">{children}</kbd>;
}
