import type { ScanEntry } from '../../../../shared/bridge/bridge.ts';
import { useWords } from '../../../words/use-words.ts';
import { venueTime } from '../../../words/venue-time.ts';
import type { Words } from '../../../words/words.ts';
import { visibleText } from '../visible-text.ts';

type Props = {
  entries: readonly ScanEntry[];
  /** The venue's. */
  timeZone: string;
  onSendAgain: (scanId: string) => void;
  onDismiss: (scanId: string) => void;
  /** Which of them a person may send again. */
  canSendAgain: (entry: ScanEntry) => boolean;
};

/** Scans, one a row, by the end of their code: enough to find a badge in the hand, too little to make one. */
export function ScanTable({ entries, timeZone, onSendAgain, onDismiss, canSendAgain }: Props) {
  const words = useWords();
  const say = words.staff;
  const { columns } = say;
  return (
    <table>
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
            <td>{venueTime(words, entry.scannedAt, timeZone, { seconds: true })}</td>
            <td className="code">…{visibleText(entry.codeTail)}</td>
            <td>{say.kind[entry.kind]}</td>
            <td>{outcomeWords(words, entry)}</td>
            <td className="number">{words.number(entry.attempts)}</td>
            <td className="action">
              {canSendAgain(entry) && (
                <button type="button" onClick={() => onSendAgain(entry.scanId)}>
                  {say.sendAgain}
                  <span className="unseen"> …{visibleText(entry.codeTail)}</span>
                </button>
              )}
              {canSendAgain(entry) && entry.refused && (
                <button type="button" onClick={() => onDismiss(entry.scanId)}>
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

function outcomeWords({ staff: say }: Words, { outcome, reason }: ScanEntry): string {
  const told = outcome === null ? say.stillSending : say.outcome[outcome];
  return reason === null ? told : say.told({ outcome: told, reason: say.reason[reason] });
}
