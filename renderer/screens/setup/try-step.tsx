import { useState } from 'react';
import type { KioskState } from '../../../shared/bridge/kiosk-state.ts';
import { CameraScanner } from '../../scanner/camera-scanner.tsx';
import { isMisread } from '../../scanner/known-code.ts';
import type { ScannerReading } from '../../scanner/scanner-reading.ts';
import type { CameraState } from '../../scanner/scanner-state.ts';
import type { Readings } from '../../state/use-readings.ts';
import { useWords } from '../../words/use-words.ts';
import { SampleCode } from '../tried-scans/sample-code.tsx';
import { triedRows } from '../tried-scans/tried-rows.ts';

/** A code that is on no badge, with every kind of character that codes have. */
const SAMPLE = 'Sample-Badge_0042.x~7';

type Props = {
  state: KioskState;
  readings: Readings;
  /** The last scan since this step was opened; null if there is none. */
  tried: ScannerReading | null;
};

/** Lets the person see that a scanner works. Nobody is checked in by it. */
export function TryStep({ state, readings, tried }: Props) {
  const [camera, setCamera] = useState<CameraState>({ is: 'starting' });
  const say = useWords().setup;
  const hasPicture = camera.is !== 'starting' && camera.is !== 'failed';
  return (
    <div className="try-scan">
      <div className="samples-shown">
        <SampleCode kind="qr" text={SAMPLE} />
        <div className="camera-shown" data-camera={hasPicture ? 'on' : 'off'}>
          <CameraScanner
            settings={state.camera}
            codePattern={state.display.codePattern}
            onReading={readings.onReading}
            onState={setCamera}
          />
        </div>
      </div>
      <div className="told">
        <p>{say.tryHint}</p>
        <div role="status">
          {tried ? (
            <TriedScan reading={tried} settings={state.scanner} />
          ) : (
            <p className="waiting">{say.waiting}</p>
          )}
        </div>
        {!tried && <p className="note">{say.noneComes}</p>}
      </div>
    </div>
  );
}

/** What was read and by which scanner, or why it would be refused. */
function TriedScan({
  reading,
  settings,
}: {
  reading: ScannerReading;
  settings: KioskState['scanner'];
}) {
  const words = useWords();
  const say = words.setup;
  const { isAccepted: isCode, rows } = triedRows(words, reading, settings);
  const misread = isMisread(reading, SAMPLE, settings);
  const isAccepted = isCode && !misread;
  const textOf = (row: string) => rows.find((each) => each.row === row)?.text;
  const readBy = say.readBy[reading.source];
  return (
    <div className="tried" data-source={reading.source} data-accepted={isAccepted}>
      <p className="verdict">
        {misread ? words.preflight.found.scannerLayout : isAccepted ? say.works : say.refused}
      </p>
      <p className="code">
        <bdi>{isCode ? textOf('raw') : (textOf('doubt') ?? textOf('sent'))}</bdi>
      </p>
      <p className="note">{reading.device ? `${readBy} · ${reading.device}` : readBy}</p>
    </div>
  );
}
