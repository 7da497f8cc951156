import type { VenueView } from '../../../../shared/bridge/venue.ts';
import { useWords } from '../../../words/use-words.ts';

/** How many people the venue's gates have let in today: in total, and at each gate. */
export function Admitted({ admitted }: Pick<VenueView, 'admitted'>) {
  const words = useWords();
  const { venue: say } = words;
  const { total, gates, atOtherGates } = admitted;
  const row = (name: string, count: number) => (
    <tr key={name}>
      <th scope="row">
        <bdi>{name}</bdi>
      </th>
      <td className="number">{words.number(count)}</td>
    </tr>
  );
  return (
    <section className="admitted" aria-labelledby="admitted">
      <div className="table-head">
        <h2 id="admitted">{say.admitted}</h2>
        <p className="total">{words.number(total)}</p>
      </div>
      {gates.length > 0 && (
        <table>
          <tbody>
            {gates.map(({ location, count }) => row(location ?? say.noPlace, count))}
            {atOtherGates > 0 && row(say.otherGates, atOtherGates)}
          </tbody>
        </table>
      )}
    </section>
  );
}
