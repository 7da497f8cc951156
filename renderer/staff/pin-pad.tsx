import './pin-pad.css';
import { useEffect, useRef, useState } from 'react';
import type { BridgeClient } from '../../shared/bridge.ts';
import { useWallClock } from '../state/time.ts';
import { WORDS } from '../words.ts';

const MAX_LENGTH = 12;

type Props = {
  kiosk: BridgeClient;
  /** A sentence above the pad; null for none. */
  above: string | null;
  onUnlocked: () => void;
  /** Null where there is nothing to go back to. */
  onBack: (() => void) | null;
};

/** The staff PIN, by large keys or a keyboard. The core decides, and makes wrong guesses wait. */
export function PinPad({ kiosk, above, onUnlocked, onBack }: Props) {
  const [pin, setPin] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [asking, setAsking] = useState(false);
  const [waitUntil, setWaitUntil] = useState(0);
  const now = useWallClock(250);
  const waits = Math.max(0, Math.ceil((waitUntil - now) / 1000));
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus(), []);
  const say = WORDS.pin;

  async function unlock() {
    setAsking(true);
    try {
      const answer = await kiosk.unlockStaff({ pin });
      if (answer.ok) return onUnlocked();
      setPin('');
      setProblem(answer.problem === 'no-pin' ? say.noPin : say.wrong);
      if (answer.problem === 'wrong-pin') setWaitUntil(Date.now() + answer.waitMs);
    } catch {
      setProblem(say.noAnswer);
    } finally {
      setAsking(false);
    }
  }

  const mayAsk = pin.length >= 4 && waits === 0 && !asking;
  const press = (digit: string) => setPin((before) => (before + digit).slice(0, MAX_LENGTH));
  return (
    <form
      className="pin-pad"
      onSubmit={(event) => {
        event.preventDefault();
        if (mayAsk) void unlock();
      }}
      onKeyDown={(event) => event.key === 'Escape' && onBack?.()}
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
          onChange={(event) => setPin(event.target.value.replace(/\D/g, '').slice(0, MAX_LENGTH))}
        />
        <p role="alert" className="problem">
          {waits > 0 ? say.wrongWait(waits) : problem}
        </p>
        {onBack && (
          <button type="button" className="bare back" onClick={onBack}>
            {say.back}
          </button>
        )}
      </div>
      <div className="digits">
        {[...'123456789'].map((digit) => (
          <button type="button" key={digit} onClick={() => press(digit)}>
            {digit}
          </button>
        ))}
        <button
          type="button"
          aria-label={say.clear}
          onClick={() => setPin((before) => before.slice(0, -1))}
        >
          <svg viewBox="0 0 24 24" aria-hidden="true" className="delete">
            <path d="M9 5h11v14H9l-6-7zM12 9.500l5 5m0-5-5 5" />
          </svg>
        </button>
        <button type="button" onClick={() => press('0')}>
          0
        </button>
        <button type="submit" className="main unlock" disabled={!mayAsk}>
          {say.unlock}
        </button>
      </div>
    </form>
  );
}
