import './scanner-page.css';
import { useEffect, useState } from 'react';
import type {
  BridgeClient,
  CameraSettings,
  ScannerSettings,
} from '../../../../shared/bridge/bridge.ts';
import { CameraScanner } from '../../../scanner/camera-scanner.tsx';
import type { ScannerReading } from '../../../scanner/scanner-reading.ts';
import type { CameraState } from '../../../scanner/scanner-state.ts';
import type { Scanners } from '../../../scanner/use-scanners.ts';
import { useWords } from '../../../words/use-words.ts';
import type { Words } from '../../../words/words.ts';
import { AttachedScanners } from './attached-scanners.tsx';
import { MeasureScanner } from './measure-scanner.tsx';
import { Samples } from './samples.tsx';
import { TriedScan } from './tried-scan.tsx';

type Props = {
  kiosk: BridgeClient;
  settings: ScannerSettings;
  camera: CameraSettings;
  codePattern: string;
  scanners: Scanners;
  /** What was scanned since the staff area was opened, newest first. */
  tried: readonly ScannerReading[];
  onReading: (reading: ScannerReading) => void;
  onLocked: () => void;
};

/** The camera's state before it has told one. */
const CLOSED: CameraState = { is: 'starting' };

/** Where staff find out what a scanner does, and nothing of it is sent. */
export function ScannerPage({
  kiosk,
  settings,
  camera,
  codePattern,
  scanners,
  tried,
  onReading,
  onLocked,
}: Props) {
  const [cameraOpen, setCameraOpen] = useState(false);
  const [cameraState, setCameraState] = useState<CameraState>(CLOSED);
  const words = useWords();
  const say = words.scannerTest;
  const { setCalibrating } = scanners;
  useEffect(() => () => setCalibrating(false), [setCalibrating]);

  function toggleCamera() {
    setCameraState(CLOSED);
    setCameraOpen(!cameraOpen);
  }

  return (
    <div className="scanner-page">
      <section aria-labelledby="try">
        <div className="table-head">
          <h2 id="try">{say.tryTitle}</h2>
          <button type="button" onClick={toggleCamera}>
            {cameraOpen ? say.closeCamera : say.tryCamera}
          </button>
        </div>
        <p>{say.tryHint}</p>
        {cameraOpen && (
          <div className="try-camera" data-camera={hasPicture(cameraState) ? 'on' : 'off'}>
            <CameraScanner
              settings={camera}
              codePattern={codePattern}
              onReading={onReading}
              onState={setCameraState}
            />
          </div>
        )}
        <p role="status">{cameraOpen && cameraState.is !== 'on' && wordsFor(words, cameraState)}</p>
        <div className="tried" aria-live="polite">
          {tried.map((reading) => (
            <TriedScan key={reading.at} reading={reading} settings={settings} />
          ))}
        </div>
      </section>
      <div className="scanner-tools">
        <AttachedScanners
          kiosk={kiosk}
          scanners={scanners}
          settings={settings}
          onLocked={onLocked}
        />
        <MeasureScanner
          kiosk={kiosk}
          scanners={scanners}
          settings={settings}
          last={tried[0]}
          onLocked={onLocked}
        />
        <section aria-labelledby="manual">
          <h2 id="manual">{say.manualTitle}</h2>
          <p>{say.manualHint}</p>
          <dl>
            {Object.values(say.manual).map(({ what, value }) => (
              <div key={what}>
                <dt>{what}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        </section>
        <section aria-labelledby="samples">
          <h2 id="samples">{say.samplesTitle}</h2>
          <Samples />
        </section>
      </div>
    </div>
  );
}

function hasPicture({ is }: CameraState): boolean {
  return is !== 'starting' && is !== 'failed';
}

function wordsFor({ facts, join }: Words, camera: CameraState): string {
  const state = facts.cameraState[camera.is === 'failed' ? camera.problem : camera.is];
  return join.state({ name: facts.camera, state });
}
