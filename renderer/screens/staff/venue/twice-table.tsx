import type { LetInTwice } from '../../../../shared/bridge/let-in-twice.ts';
import { useWallClock } from '../../../state/time.ts';
import { useWords } from '../../../words/use-words.ts';
import { venueMoment } from '../../../words/venue-time.ts';
import { visibleText } from '../../tried-scans/visible-text.ts';

type Props = {
  entries: readonly LetInTwice[];
  /** The venue's time zone. */
  timeZone: string;
};

/** The badges that this device has let in after another gate had, with only the end of each code. */
export function TwiceTable({ entries, timeZone }: Props) {
  const words = useWords();
  const { venue: say, staff } = words;
  const now = useWallClock(60_000);
  return (
    <section aria-labelledby="let-in-twice">
      <div className="table-head">
        <h2 id="let-in-twice">{say.twiceTitle}</h2>
      </div>
      {entries.length === 0 ? (
        <p className="none">{say.twiceNone}</p>
      ) : (
        <table className="twice">
          <thead>
            <tr>
              <th scope="col">{staff.columns.code}</th>
              <th scope="col">{say.twiceColumns.first}</th>
              <th scope="col">{say.twiceColumns.again}</th>
            </tr>
          </thead>
          <tbody>
            {entries.map(({ scanId, codeTail, scannedAt, location, first }) => (
              <tr key={scanId} data-scan-id={scanId}>
                <td className="code">
                  <bdi dir="ltr">…{visibleText(codeTail)}</bdi>
                </td>
                <Where at={venueMoment(words, first.at, now, timeZone)} place={first.location} />
                <Where at={venueMoment(words, scannedAt, now, timeZone)} place={location} />
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function Where({ at, place }: { at: string; place: string | null }) {
  const { venue: say } = useWords();
  return (
    <td>
      <bdi>{at}</bdi>
      <span className="detail">
        <bdi>{place ?? say.noPlace}</bdi>
      </span>
    </td>
  );
}
