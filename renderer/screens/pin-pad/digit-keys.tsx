import { useWords } from '../../words/use-words.ts';

type Props = {
  onDigit: (digit: string) => void;
  onDelete: () => void;
  /** Whether the key that confirms the PIN can be pressed. */
  mayUnlock: boolean;
};

/**
 * The large keys of the PIN pad. A touch leaves the focus in the field, and whoever has only a switch or the Tab key can
 * reach each of them. Digits of a keyboard count wherever the focus is.
 */
export function DigitKeys({ onDigit, onDelete, mayUnlock }: Props) {
  const say = useWords().pin;
  return (
    <div className="digits" dir="ltr">
      {[...'123456789'].map((digit) => (
        <button type="button" key={digit} onClick={() => onDigit(digit)}>
          {digit}
        </button>
      ))}
      <button type="button" className="clear" aria-label={say.clear} onClick={onDelete}>
        <svg viewBox="0 0 24 24" aria-hidden="true" className="delete">
          <path d="M9 5h11v14H9l-6-7zM12 9.500l5 5m0-5-5 5" />
        </svg>
      </button>
      <button type="button" className="zero" onClick={() => onDigit('0')}>
        0
      </button>
      <button type="submit" className="main unlock" disabled={!mayUnlock}>
        {say.unlock}
      </button>
    </div>
  );
}
