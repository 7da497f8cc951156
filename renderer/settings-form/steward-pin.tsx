import './steward-pin.css';
import { useId, useState } from 'react';
import type { BridgeClient } from '../../shared/bridge/bridge.ts';
import { useWords } from '../words/use-words.ts';
import { useStewardPin } from './use-steward-pin.ts';

type Props = { kiosk: BridgeClient; onLocked: () => void };

/** Where a supervisor gives stewards a PIN of their own, or takes it away. It is typed twice, since nobody can see it. */
export function StewardPin({ kiosk, onLocked }: Props) {
  const { known, told, isBad, busy, set, remove } = useStewardPin(kiosk, onLocked);
  const [pin, typePin] = useState('');
  const [again, typeAgain] = useState('');
  const id = useId();
  const { steward: say, settings } = useWords();
  const state = known?.from
    ? settings.fromOutside[known.from]
    : known && (known.isSet ? say.isSet : say.notSet);

  async function submit() {
    if (!(await set(pin.trim(), again.trim()))) return;
    typePin('');
    typeAgain('');
  }

  return (
    <form
      className="steward-pin"
      data-section="steward-pin"
      aria-labelledby={id}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) void submit();
      }}
    >
      <h2 id={id}>{settings.labels.stewardPin}</h2>
      <p className="note">{say.below}</p>
      <p data-steward-pin={known?.isSet}>{state}</p>
      {known?.from === null && (
        <>
          <PinField label={settings.labels.stewardPin} text={pin} onType={typePin} />
          <PinField label={say.again} text={again} onType={typeAgain} />
        </>
      )}
      <div className="actions">
        {known?.from === null && (
          <button type="submit" aria-disabled={busy}>
            {say.save}
          </button>
        )}
        {known?.from === null && known.isSet && (
          <button
            type="button"
            className="bare"
            aria-disabled={busy}
            onClick={() => busy || remove()}
          >
            {say.remove}
          </button>
        )}
        <p role="status" className={isBad ? 'message bad' : 'message'}>
          {told}
        </p>
      </div>
    </form>
  );
}

type FieldProps = { label: string; text: string; onType: (text: string) => void };

function PinField({ label, text, onType }: FieldProps) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        dir="ltr"
        type="password"
        inputMode="numeric"
        autoComplete="new-password"
        value={text}
        onChange={(event) => onType(event.target.value)}
      />
    </div>
  );
}
