import './dismiss-form.css';
import { useId } from 'react';
import { DISMISSALS, type Dismissal } from '../../../../shared/scan/standing.ts';
import { useWords } from '../../../words/use-words.ts';

/** Asks why a scan is dismissed. Where it takes the place of the button that has opened it, it takes the focus as well. */
export function DismissForm({ onDismiss }: { onDismiss: (why: Dismissal) => void }) {
  const { scans: say, staff } = useWords();
  const id = useId();
  return (
    <form
      className="dismiss"
      onSubmit={(event) => {
        event.preventDefault();
        const why = new FormData(event.currentTarget).get('why');
        const chosen = DISMISSALS.find((each) => each === why);
        if (chosen) onDismiss(chosen);
      }}
    >
      <label htmlFor={id}>{say.why}</label>
      {/* biome-ignore lint/a11y/noAutofocus: the button that had the focus is gone */}
      <select id={id} name="why" required autoFocus defaultValue="">
        <option value="" disabled hidden />
        {DISMISSALS.map((why) => (
          <option key={why} value={why}>
            {say.dismissals[why]}
          </option>
        ))}
      </select>
      <button type="submit">{staff.dismiss}</button>
    </form>
  );
}
