import type { ScanEntry } from '../../../../shared/bridge/staff-overview.ts';
import { useWords } from '../../../words/use-words.ts';
import { venueTime } from '../../../words/venue-time.ts';
import { visibleText } from '../../tried-scans/visible-text.ts';
import { outcomeWords } from './scan-words.ts';

type Props = {
  entries: readonly ScanEntry[];
  /** The venue's time zone. */
  timeZone: string;
  onSendAgain: (scanId: string) => void;
  /** Asks why a scan is dismissed. */
  onDismiss: (entry: ScanEntry) => void;
  /** Whether a person may send this scan again. */
  canSendAgain: (entry: ScanEntry) => boolean;
};

/**
 * A table of scans, one a row. It shows only the end of each code, which is enough to find the badge that somebody
 * holds in their hand, and too little to make one.
 */
export function ScanTable({ entries, timeZone, onSendAgain, onDismiss, canSendAgain }: Props) {
  const words = useWords();
  const say = words.staff;
  const { columns } = say;
  return (
    <table className="scans">
      <thead>
        <tr>
          <th scope="col">{columns.time}</th>
          <th scope="col">{columns.code}</th>
          <th scope="col">{columns.kind}</th>
          <th scope="col">{columns.outcome}</th>
          <th scope="col" className="number">
            {columns.attempts}
          </th>
          <th scope="col">
            <span className="unseen">{columns.action}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => (
          <tr key={entry.scanId} data-scan-id={entry.scanId}>
            <td>
              <bdi>{venueTime(words, entry.scannedAt, timeZone, { seconds: true })}</bdi>
            </td>
            <td className="code">
              <bdi dir="ltr">…{visibleText(entry.codeTail)}</bdi>
            </td>
            <td>{say.kind[entry.kind]}</td>
            <td className="outcome">{outcomeWords(words, entry)}</td>
            <td className="number">{words.number(entry.attempts)}</td>
            <td className="action">
              {canSendAgain(entry) && (
                <button type="button" onClick={() => onSendAgain(entry.scanId)}>
                  {say.sendAgain}
                  <span className="unseen"> …{visibleText(entry.codeTail)}</span>
                </button>
              )}
              {canSendAgain(entry) && entry.refused && (
                <button type="button" onClick={() => onDismiss(entry)}>
                  {say.dismiss}
                  <span className="unseen"> …{visibleText(entry.codeTail)}</span>
                </button>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
