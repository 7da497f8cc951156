import type { KindCounts } from '../../../../shared/bridge/counts.ts';
import { useWords } from '../../../words/use-words.ts';

const LINES = ['again', 'refused', 'refusedLater', 'toStaff', 'unconfirmed'] as const;

/** How many people this device has let in, and what became of all other scans, for each kind. */
export function Numbers({ kinds }: { kinds: readonly KindCounts[] }) {
  const words = useWords();
  const { counts: say, staff } = words;
  return (
    <section className="numbers" aria-labelledby="admitted-here">
      <h2 id="admitted-here">{say.admitted}</h2>
      <div className="kinds">
        {kinds.map((counts) => (
          <div key={counts.kind} data-kind={counts.kind}>
            {kinds.length > 1 && <h3>{staff.kind[counts.kind]}</h3>}
            <p className="total" data-count="admitted">
              {words.number(counts.admitted)}
            </p>
            <dl>
              {LINES.map((line) => (
                <div key={line}>
                  <dt>{say[line]}</dt>
                  <dd data-count={line}>{words.number(counts[line])}</dd>
                </div>
              ))}
            </dl>
          </div>
        ))}
      </div>
      <p className="note">{say.notInside}</p>
    </section>
  );
}
