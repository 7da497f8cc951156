import './entrance.css';
import { useId } from 'react';
import type { BridgeClient } from '../../../../shared/bridge/bridge.ts';
import { type Closure, LONGEST_PLACE } from '../../../../shared/bridge/closure.ts';
import { useWallClock } from '../../../state/time.ts';
import { useWords } from '../../../words/use-words.ts';
import { since } from './fact.ts';
import { useEntrance } from './use-entrance.ts';

type Props = {
  kiosk: BridgeClient;
  /** Null while the entrance is open. */
  closure: Closure | null;
  onLocked: () => void;
};

/**
 * Where staff close the entrance to visitors and open it again, each by a single press. What opens stands elsewhere than
 * what closes, so that a second press in haste doesn't undo the first.
 */
export function Entrance({ kiosk, closure, onLocked }: Props) {
  const entrance = useEntrance(kiosk, closure, onLocked);
  const words = useWords();
  const say = words.entrance;
  const now = useWallClock(1000);
  const id = useId();
  const told = entrance.told ?? (closure?.isKept === false ? say.closedUnkept : null);
  return (
    <section className="entrance" aria-labelledby={id} data-entrance={closure ? 'closed' : 'open'}>
      <div className="table-head">
        <h2 id={id}>{closure ? say.isClosed : say.isOpen}</h2>
        {closure ? (
          <p className="age">{since({ words, now }, closure.since)}</p>
        ) : (
          <button type="button" onClick={entrance.close}>
            {say.close}
          </button>
        )}
      </div>
      {closure && (
        <form
          className="instead"
          onSubmit={(event) => {
            event.preventDefault();
            entrance.sendVisitors();
          }}
        >
          <label htmlFor={`${id}-place`}>{say.place}</label>
          <input
            id={`${id}-place`}
            name="place"
            dir="auto"
            value={entrance.place}
            maxLength={LONGEST_PLACE}
            placeholder={say.example}
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => entrance.typePlace(event.target.value)}
          />
          <button type="submit">{say.show}</button>
          <button type="button" className="main" onClick={entrance.open}>
            {say.open}
          </button>
        </form>
      )}
      <p role="status" className="told">
        {told}
      </p>
    </section>
  );
}
