import { useId } from 'react';
import { KINDS } from '../../../../shared/scan/outcome.ts';
import { STANDINGS } from '../../../../shared/scan/standing.ts';
import { useWords } from '../../../words/use-words.ts';

/** The filters as somebody has set them. An empty text is no filter; times are as their fields have them. */
export type Filters = { standing: string; kind: string; from: string; to: string };

export const NO_FILTERS: Filters = { standing: '', kind: '', from: '', to: '' };

type Props = { filters: Filters; onChange: (filters: Filters) => void };

/** What narrows the list of scans: how they stand, their kind, and when they were made by the venue's clocks. */
export function ScanFilters({ filters, onChange }: Props) {
  const { scans: say, staff } = useWords();
  const id = useId();
  const change = (part: Partial<Filters>) => onChange({ ...filters, ...part });
  return (
    <div className="filters">
      <div>
        <label htmlFor={`${id}-standing`}>{staff.columns.outcome}</label>
        <select
          id={`${id}-standing`}
          name="standing"
          value={filters.standing}
          onChange={(event) => change({ standing: event.target.value })}
        >
          <option value="">{say.all}</option>
          {STANDINGS.map((standing) => (
            <option key={standing} value={standing}>
              {say.standings[standing]}
            </option>
          ))}
        </select>
      </div>
      <div>
        <label htmlFor={`${id}-kind`}>{staff.columns.kind}</label>
        <select
          id={`${id}-kind`}
          name="kind"
          value={filters.kind}
          onChange={(event) => change({ kind: event.target.value })}
        >
          <option value="">{say.all}</option>
          {KINDS.map((kind) => (
            <option key={kind} value={kind}>
              {staff.kind[kind]}
            </option>
          ))}
        </select>
      </div>
      {(['from', 'to'] as const).map((end) => (
        <div key={end}>
          <label htmlFor={`${id}-${end}`}>{say[end]}</label>
          <input
            id={`${id}-${end}`}
            name={end}
            type="datetime-local"
            value={filters[end]}
            onChange={(event) => change({ [end]: event.target.value })}
          />
        </div>
      ))}
    </div>
  );
}
