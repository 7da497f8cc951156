import { type ReactNode, useId } from 'react';
import type { Gap, Slot } from '../../../../shared/bridge/counts.ts';
import { useWords } from '../../../words/use-words.ts';
import { venueTime } from '../../../words/venue-time.ts';
import { type ChartRange, gapsWithin, shareOf, timeMarks } from './chart-range.ts';
import { type Row, Strip } from './strip.tsx';

type Props = {
  title: string;
  note: string | null;
  rows: readonly Row[];
  slots: readonly Slot[];
  gaps: readonly Gap[];
  range: ChartRange;
  say: (value: number) => string;
  timeZone: string;
};

/** Rows of bars over one line of times, and behind them the same numbers as a table. */
export function Chart({ title, note, rows, slots, gaps, range, say, timeZone }: Props) {
  const words = useWords();
  const heading = useId();
  const top = Math.max(1, ...slots.flatMap((slot) => rows.map(({ measure }) => measure(slot))));
  return (
    <section className="chart" aria-labelledby={heading}>
      <h2 id={heading}>{title}</h2>
      {note !== null && <p className="note">{note}</p>}
      {rows.map((row) => (
        <Strip key={row.id} {...{ row, slots, gaps, range, top, say, timeZone }} />
      ))}
      <div className="axis" aria-hidden="true">
        {timeMarks(range).map((at) => (
          <span key={at} style={{ insetInlineStart: `${shareOf(range, at)}%` }}>
            <bdi>{venueTime(words, at, timeZone)}</bdi>
          </span>
        ))}
      </div>
      {gapsWithin(range, gaps).length > 0 && (
        <p className="legend">
          <span className="swatch" aria-hidden="true" />
          {words.counts.gaps}
        </p>
      )}
      <Behind>
        <table>
          <thead>
            <tr>
              <th scope="col">{words.staff.columns.time}</th>
              {rows.map(({ id, name }) => (
                <th key={id} scope="col" className="number">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {slots.map((slot) => (
              <tr key={slot.at}>
                <th scope="row">
                  <bdi>{venueTime(words, slot.at, timeZone)}</bdi>
                </th>
                {rows.map(({ id, measure }) => (
                  <td key={id} className="number">
                    {say(measure(slot))}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Behind>
    </section>
  );
}

function Behind({ children }: { children: ReactNode }) {
  const { counts } = useWords();
  return (
    <details className="behind">
      <summary>{counts.table}</summary>
      <div className="behind-table">{children}</div>
    </details>
  );
}
