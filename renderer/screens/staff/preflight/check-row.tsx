import type { ReactNode } from 'react';
import { useWords } from '../../../words/use-words.ts';
import type { Words } from '../../../words/words.ts';
import type { StaffPage } from '../staff-header.tsx';
import type { CheckLine, MendedOn } from './check-line.ts';
import { StateIcon } from './state-icon.tsx';

type Props = {
  line: CheckLine;
  /** Opens a page of the staff area. */
  onMend: (page: MendedOn) => void;
  /** The pages that whoever is here may open. */
  pages: readonly StaffPage[];
  /** What the person can do here, beside going where it is mended. */
  children?: ReactNode;
};

/** One check: its state as a shape, a word and a colour, what was found, and what can be done about it here. */
export function CheckRow({ line, onMend, pages, children }: Props) {
  const words = useWords();
  const { check, state, says, does, mendedOn } = line;
  return (
    <li className="check" data-check={check} data-state={state}>
      <StateIcon state={state} />
      <div className="found">
        <h3>
          {nameOf(words, check)}
          <span className="state">{words.preflight.states[state]}</span>
        </h3>
        <p>{says}</p>
        {does && <p>{does}</p>}
      </div>
      <div className="actions">
        {children}
        {mendedOn && pages.includes(mendedOn) && (
          <button type="button" onClick={() => onMend(mendedOn)}>
            {words.staff[mendedOn]}
          </button>
        )}
      </div>
    </li>
  );
}

/** The name of a check. Where a setting or a fact has it already, it is called the same. */
function nameOf(words: Words, check: CheckLine['check']): string {
  const { preflight, facts, settings } = words;
  switch (check) {
    case 'address':
      return facts.address;
    case 'key':
      return settings.labels.apiKey;
    case 'zone':
      return settings.labels.timeZone;
    case 'pin':
      return settings.labels.staffPin;
    case 'camera':
      return facts.camera;
    default:
      return preflight.names[check];
  }
}
