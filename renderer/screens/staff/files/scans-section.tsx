import { useId, useState } from 'react';
import type { BridgeInput } from '../../../../shared/bridge/bridge.ts';
import { useWords } from '../../../words/use-words.ts';
import { dayName } from '../../../words/venue-time.ts';

type What = BridgeInput<'exportScans'>['what'];

type Props = {
  /** The days at the venue of which there are scans, YYYY-MM-DD. */
  days: readonly string[];
  busy: boolean;
  onSave: (what: What, day: string | null) => void;
};

/** Saves the scans of all days or of one as a table. */
export function ScansSection({ days, busy, onSave }: Props) {
  const [chosen, choose] = useState<string | null>(null);
  const words = useWords();
  const { files: say } = words;
  const heading = useId();
  const field = useId();
  const day = chosen !== null && days.includes(chosen) ? chosen : null;
  const button = (what: What, name: string) => (
    <button type="button" aria-disabled={busy} onClick={() => onSave(what, day)}>
      {name}
    </button>
  );
  return (
    <section aria-labelledby={heading}>
      <h2 id={heading}>{say.scans}</h2>
      <p className="note">{say.scansBelow}</p>
      <div className="choice">
        <label htmlFor={field}>{say.day}</label>
        <select
          id={field}
          value={day ?? ''}
          onChange={(event) => choose(event.target.value || null)}
        >
          <option value="">{say.allDays}</option>
          {days.map((each) => (
            <option key={each} value={each}>
              {dayName(words, each)}
            </option>
          ))}
        </select>
      </div>
      <div className="actions">
        {button('scans', say.exportScans)}
        {button('refusals', say.exportRefusals)}
      </div>
    </section>
  );
}
