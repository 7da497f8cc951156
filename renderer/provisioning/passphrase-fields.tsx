import { type RefObject, useEffect, useId, useRef, useState } from 'react';
import { SETTINGS } from '../../shared/settings/settings.ts';
import { useInactivity } from '../state/use-person.ts';
import { useWords } from '../words/use-words.ts';
import type { Provisioning } from './use-provisioning.ts';

/** What was typed and nobody goes on with is forgotten after this long, in milliseconds. The code is not: it is sealed. */
const FORGETS_AFTER_MS = 60_000;

type Props = {
  provisioning: Provisioning;
  /** Whether a staff PIN has to be chosen as well, because none is set. */
  needsPin: boolean;
  /** From whom a person has the passphrase. */
  hint: string;
};

/** Asks for the passphrase of a code that was read and, at a first set-up, for a staff PIN. */
export function PassphraseFields({ provisioning, needsPin, hint }: Props) {
  const { told, busy, isTesting, fault, apply, refuse, retype, startOver } = provisioning;
  /** Types into a field, after which nothing is said about what stood there. */
  const typing = (type: (text: string) => void) => (text: string) => {
    type(text);
    if (fault) retype();
  };
  const [passphrase, setPassphrase] = useState('');
  const [isShown, setShown] = useState(false);
  const [pin, setPin] = useState('');
  const [pinAgain, setPinAgain] = useState('');
  // Whoever typed it may have left, and the next person could have it shown.
  useInactivity(FORGETS_AFTER_MS, () => {
    setShown(false);
    for (const forget of [setPassphrase, setPin, setPinAgain]) forget('');
  });
  const first = useRef<HTMLInputElement>(null);
  const pinField = useRef<HTMLInputElement>(null);
  const words = useWords();
  const say = words.provisioning;
  const id = useId();
  // Whoever has just scanned a code types next. What is wrong is typed again.
  useEffect(() => {
    const field = (fault?.field === 'pin' ? pinField : first).current;
    field?.focus();
    if (fault) field?.select();
  }, [fault]);

  function submit() {
    if (busy) return;
    if (passphrase.trim() === '') return refuse('passphrase', (now) => now.provisioning.needed);
    if (!needsPin) return apply(passphrase, null);
    if (!SETTINGS.staffPin.schema.safeParse(pin.trim()).success) {
      return refuse('pin', ({ settings }) => settings.pinNeeded);
    }
    if (pinAgain.trim() === '') return refuse('pin', ({ settings }) => settings.pinAgainNeeded);
    if (pin.trim() !== pinAgain.trim()) return refuse('pin', ({ settings }) => settings.pinsDiffer);
    apply(passphrase, pin.trim());
  }

  return (
    <form
      className="passphrase"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <p>{say.taken}</p>
      <div className="fields">
        <div className="field">
          <label htmlFor={`${id}-passphrase`}>{say.passphrase}</label>
          <div className="secret">
            <input
              ref={first}
              id={`${id}-passphrase`}
              name="passphrase"
              dir="auto"
              type={isShown ? 'text' : 'password'}
              maxLength={512}
              autoComplete="off"
              autoCapitalize="off"
              autoCorrect="off"
              spellCheck={false}
              aria-describedby={`${id}-note`}
              aria-invalid={fault?.field === 'passphrase'}
              value={passphrase}
              onChange={(event) => typing(setPassphrase)(event.target.value)}
            />
            <button type="button" aria-pressed={isShown} onClick={() => setShown(!isShown)}>
              {say.show}
            </button>
          </div>
          <p
            id={`${id}-note`}
            role="status"
            className={fault?.field === 'passphrase' ? 'note fault' : 'note'}
          >
            {fault?.field === 'passphrase' ? told : hint}
          </p>
        </div>
        {needsPin && (
          <>
            <PinField
              field={pinField}
              label={words.settings.labels.staffPin}
              fault={fault?.field === 'pin' ? told : null}
              hint={words.setup.pinHint}
              text={pin}
              onType={typing(setPin)}
            />
            <PinField
              label={words.settings.pinAgain}
              text={pinAgain}
              onType={typing(setPinAgain)}
            />
          </>
        )}
      </div>
      <div className="actions">
        <button type="submit" className="main" aria-disabled={busy}>
          {isTesting ? words.settings.testing : say.use}
        </button>
        <button
          type="button"
          className="bare"
          aria-disabled={isTesting}
          onClick={() => isTesting || startOver()}
        >
          {say.other}
        </button>
      </div>
    </form>
  );
}

type PinProps = {
  field?: RefObject<HTMLInputElement | null>;
  label: string;
  /** What is wrong with it; null if nothing is. */
  fault?: string | null;
  /** What stands below it while nothing is wrong. */
  hint?: string;
  text: string;
  onType: (text: string) => void;
};

function PinField({ field, label, fault = null, hint, text, onType }: PinProps) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        ref={field}
        id={id}
        dir="ltr"
        type="password"
        inputMode="numeric"
        maxLength={12}
        autoComplete="new-password"
        aria-invalid={fault !== null}
        aria-describedby={!fault && hint ? `${id}-hint` : undefined}
        value={text}
        onChange={(event) => onType(event.target.value)}
      />
      {!fault && hint && (
        <p id={`${id}-hint`} className="note">
          {hint}
        </p>
      )}
      {fault && (
        <p role="alert" className="note fault">
          {fault}
        </p>
      )}
    </div>
  );
}
