import type { ScannerSettings } from '../../../../shared/bridge/kiosk-state.ts';
import type { ScannerReading } from '../../../scanner/scanner-reading.ts';
import { useWords } from '../../../words/use-words.ts';
import { triedRows } from '../../tried-scans/tried-rows.ts';

type Props = { reading: ScannerReading; settings: ScannerSettings };

/** One scan of the scanner test: what arrived, how it arrived, and what a check-in would send of it. */
export function TriedScan({ reading, settings }: Props) {
  const words = useWords();
  const { source: sources, rows: labels } = words.scannerTest;
  const { source, device } = reading;
  const { isAccepted, rows } = triedRows(words, reading, settings);
  return (
    <article className="tried-scan" data-source={source} data-accepted={isAccepted}>
      <h3>{device ? `${sources[source]} · ${device}` : sources[source]}</h3>
      <dl>
        {rows.map(({ row, text }) => (
          <div key={row} data-row={row}>
            <dt>{labels[row]}</dt>
            <dd>
              <bdi>{text}</bdi>
            </dd>
          </div>
        ))}
      </dl>
    </article>
  );
}
