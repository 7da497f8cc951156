import './pin-pad.css';
import { type KeyboardEvent, useState } from 'react';
import type { BridgeClient } from '../../../shared/bridge/bridge.ts';
import type { StaffRole } from '../../../shared/bridge/staff-role.ts';
import { LanguageButton } from '../../languages/language-button.tsx';
import { LanguageChooser } from '../../languages/language-chooser.tsx';
import { followArrow } from '../../state/arrow-keys.ts';
import { useKeepFocus } from '../../state/use-keep-focus.ts';
import { availableLanguages } from '../../words/load-words.ts';
import { useTold, useWords } from '../../words/use-words.ts';
import { DigitKeys } from './digit-keys.tsx';
import type { PinKey } from './pin-typing.ts';
import { usePinEntry } from './use-pin-entry.ts';
import { useUnlock } from './use-unlock.ts';

/** The shortest PIN that staff can have set. */
const MIN_LENGTH = 4;

type Props = {
  kiosk: BridgeClient;
  /** A sentence above the pad; null for none. */
  above: string | null;
  /** Whose PIN opens what this pad stands before; a supervisor's opens whatever a steward's does. */
  needs: StaffRole;
  /** Called when a PIN is sent to the core, which locks before it looks at one. */
  onTry?: (() => void) | undefined;
  /** Called when a PIN is right, even if it isn't enough here. */
  onUnlocked: (role: StaffRole) => void;
  /** What the button says that goes back, and what it does; null if there is nothing to go back to. */
  back: { say: string; go: () => void } | null;
};

/**
 * Asks for a staff PIN, which is entered with large keys or typed by a person. The core decides whether it is right.
 * Whatever else gets into the field, from a scanner, by pasting or by dropping, is not accepted.
 */
export function PinPad({ kiosk, above, needs, onTry, onUnlocked, back }: Props) {
  const { pin, type, press, takeBack, clear } = usePinEntry();
  const [problem, tell] = useTold();
  const { waitSeconds, mayTry, unlock } = useUnlock({
    kiosk,
    needs,
    onTry,
    onUnlocked,
    onRefused: clear,
    tell,
  });
  const input = useKeepFocus();
  const [choosing, setChoosing] = useState(false);
  const say = useWords().pin;
  const mayUnlock = pin.length >= MIN_LENGTH && mayTry;

  function onKey(event: KeyboardEvent<HTMLFormElement>) {
    if (event.key === 'Escape') return back?.go();
    if (followArrow(event)) return;
    const key = pinKeyOf(event.key);
    // On a button, Enter presses that button.
    if (!key || (key.is === 'enter' && event.target !== input.current)) return;
    event.preventDefault();
    if (event.nativeEvent.repeat) return;
    const { tooQuick, confirmed } = type(key, event.timeStamp);
    tell(tooQuick ? (words) => words.pin.tooQuick : null);
    if (confirmed && mayUnlock) void unlock(pin);
  }

  return (
    <>
      <form
        className="pin-pad by-hand"
        onSubmit={(event) => {
          event.preventDefault();
          if (mayUnlock) void unlock(pin);
        }}
        onKeyDown={onKey}
      >
        <div className="entry">
          {above && <p>{above}</p>}
          <h1>
            <label htmlFor="pin">{say.label}</label>
          </h1>
          <input
            id="pin"
            name="pin"
            ref={input}
            type="password"
            inputMode="none"
            autoComplete="off"
            value={pin}
            // Since nothing happens here, React undoes what gets into the field by any other way than the keys.
            onChange={() => undefined}
          />
          <p role="alert" className="problem">
            {waitSeconds > 0 ? say.wrongWait({ seconds: waitSeconds }) : problem}
          </p>
          <div className="ways">
            {back && (
              <button type="button" className="bare" onClick={back.go}>
                {back.say}
              </button>
            )}
            <LanguageButton onOpen={() => setChoosing(true)} />
          </div>
        </div>
        <DigitKeys onDigit={press} onDelete={takeBack} mayUnlock={mayUnlock} />
      </form>
      {/* Beside the form, because its keys are not those of a PIN. */}
      {choosing && (
        <LanguageChooser offered={availableLanguages()} onClose={() => setChoosing(false)} />
      )}
    </>
  );
}

/** The key as the pad understands it; null if the pad leaves it alone. */
function pinKeyOf(key: string): PinKey | null {
  if (/^[0-9]$/.test(key)) return { is: 'digit', digit: key };
  if (key === 'Enter') return { is: 'enter' };
  return key === 'Backspace' ? { is: 'delete' } : null;
}
