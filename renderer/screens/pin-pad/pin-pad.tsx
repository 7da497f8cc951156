import './pin-pad.css';
import { type KeyboardEvent, useRef, useState } from 'react';
import type { BridgeClient } from '../../../shared/bridge/bridge.ts';
import { monotonicNow, useMonotonicClock } from '../../state/time.ts';
import { useKeepFocus } from '../../state/use-keep-focus.ts';
import { useTold, useWords } from '../../words/use-words.ts';
import { NO_TYPING, type PinKey, typePin } from './pin-typing.ts';

const MAX_LENGTH = 12;

type Props = {
  kiosk: BridgeClient;
  /** A sentence above the pad; null for none. */
  above: string | null;
  onUnlocked: () => void;
  /** Null where there is nothing to go back to. */
  onBack: (() => void) | null;
};

/**
 * The staff PIN, by large keys or typed by a person. The core decides, and makes wrong guesses wait. What else gets
 * into the field, by a scanner, by pasting or dropping, is not taken.
 */
export function PinPad({ kiosk, above, onUnlocked, onBack }: Props) {
  const [pin, setPin] = useState('');
  const typing = useRef(NO_TYPING);
  const [problem, tell] = useTold();
  const [asking, setAsking] = useState(false);
  const [waitUntil, setWaitUntil] = useState(0);
  const now = useMonotonicClock(250);
  const waits = Math.max(0, Math.ceil((waitUntil - now) / 1000));
  const input = useKeepFocus();
  const say = useWords().pin;

  async function unlock() {
    setAsking(true);
    try {
      const answer = await kiosk.unlockStaff({ pin });
      if (answer.ok) return onUnlocked();
      enter('');
      tell(({ pin }) => pin.problem[answer.problem]);
      if (answer.problem === 'wrong-pin') setWaitUntil(monotonicNow() + answer.waitMs);
    } catch {
      tell(({ pin }) => pin.noAnswer);
    } finally {
      setAsking(false);
    }
  }

  const mayAsk = pin.length >= 4 && waits === 0 && !asking;
  const enter = (digits: string) => {
    typing.current = { ...typing.current, digits };
    setPin(digits);
  };
  const press = (digit: string) => enter((pin + digit).slice(0, MAX_LENGTH));

  function onKey(event: KeyboardEvent<HTMLFormElement>) {
    if (event.key === 'Escape') return onBack?.();
    const key = pinKeyOf(event.key);
    // On a button Enter presses that button.
    if (!key || (key.is === 'enter' && event.target !== input.current)) return;
    event.preventDefault();
    if (event.nativeEvent.repeat) return;
    const step = typePin({ ...typing.current, digits: pin }, key, event.timeStamp, MAX_LENGTH);
    typing.current = step.typing;
    setPin(step.typing.digits);
    tell(step.tooQuick ? ({ pin }) => pin.tooQuick : null);
    if (step.confirmed && mayAsk) void unlock();
  }

  return (
    <form
      className="pin-pad"
      onSubmit={(event) => {
        event.preventDefault();
        if (mayAsk) void unlock();
      }}
      onKeyDown={onKey}
    >
      <div className="entry">
        {above && <p>{above}</p>}
        <label htmlFor="pin">{say.label}</label>
        <input
          id="pin"
          name="pin"
          ref={input}
          type="password"
          inputMode="none"
          autoComplete="off"
          value={pin}
          // React puts the digits back in place of what came in by another way.
          onChange={() => undefined}
        />
        <p role="alert" className="problem">
          {waits > 0 ? say.wrongWait({ seconds: waits }) : problem}
        </p>
        {onBack && (
          <button type="button" className="bare back" onClick={onBack}>
            {say.back}
          </button>
        )}
      </div>
      <div className="digits">
        {[...'123456789'].map((digit) => (
          <button type="button" key={digit} tabIndex={-1} onClick={() => press(digit)}>
            {digit}
          </button>
        ))}
        <button
          type="button"
          aria-label={say.clear}
          tabIndex={-1}
          onClick={() => enter(pin.slice(0, -1))}
        >
          <svg viewBox="0 0 24 24" aria-hidden="true" className="delete">
            <path d="M9 5h11v14H9l-6-7zM12 9.500l5 5m0-5-5 5" />
          </svg>
        </button>
        <button type="button" tabIndex={-1} onClick={() => press('0')}>
          0
        </button>
        <button type="submit" className="main unlock" disabled={!mayAsk}>
          {say.unlock}
        </button>
      </div>
    </form>
  );
}

/** Null for a key that the pad leaves alone. */
function pinKeyOf(key: string): PinKey | null {
  if (/^[0-9]$/.test(key)) return { is: 'digit', digit: key };
  if (key === 'Enter') return { is: 'enter' };
  return key === 'Backspace' ? { is: 'delete' } : null;
}
