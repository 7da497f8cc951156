import type { Gap } from '../../../../shared/bridge/counts.ts';
import { useWords } from '../../../words/use-words.ts';
import { venueTime } from '../../../words/venue-time.ts';

/** When Confera could not be used. */
export function GapsTable({ gaps, timeZone }: { gaps: readonly Gap[]; timeZone: string }) {
  const words = useWords();
  const { counts: say } = words;
  const time = (at: number) => <bdi>{venueTime(words, at, timeZone, { seconds: true })}</bdi>;
  if (gaps.length === 0) return null;
  return (
    <section aria-labelledby="gaps">
      <h2 id="gaps">{say.gaps}</h2>
      <table className="gaps">
        <thead>
          <tr>
            <th scope="col">{say.from}</th>
            <th scope="col">{say.to}</th>
            <th scope="col">{words.staff.columns.outcome}</th>
          </tr>
        </thead>
        <tbody>
          {gaps.map(({ from, to, is }) => (
            <tr key={from}>
              <td>{time(from)}</td>
              <td>{to === null ? say.lasts : time(to)}</td>
              <td>{say[is]}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
