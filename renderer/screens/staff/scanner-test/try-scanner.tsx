import { useState } from 'react';
import type { KioskState } from '../../../../shared/bridge/kiosk-state.ts';
import { CameraScanner } from '../../../scanner/camera-scanner.tsx';
import type { CameraState } from '../../../scanner/scanner-state.ts';
import type { Readings } from '../../../state/use-readings.ts';
import { useWords } from '../../../words/use-words.ts';
import type { Words } from '../../../words/words.ts';
import { TriedScan } from './tried-scan.tsx';

/** The camera's state until it tells another one. */
const STARTING: CameraState = { is: 'starting' };

type Props = { state: KioskState; readings: Readings };

/** Shows each scan that staff try, and opens the camera for them if they want to try that. */
export function TryScanner({ state, readings }: Props) {
  const [cameraOpen, setCameraOpen] = useState(false);
  const [camera, setCamera] = useState<CameraState>(STARTING);
  const words = useWords();
  const say = words.scannerTest;

  function toggleCamera() {
    setCamera(STARTING);
    setCameraOpen(!cameraOpen);
  }

  return (
    <section aria-labelledby="try">
      <div className="table-head">
        <h2 id="try">{say.tryTitle}</h2>
        <button type="button" onClick={toggleCamera}>
          {cameraOpen ? say.closeCamera : say.tryCamera}
        </button>
      </div>
      <p>{say.tryHint}</p>
      {cameraOpen && (
        <div className="try-camera" data-camera={hasPicture(camera) ? 'on' : 'off'}>
          <CameraScanner
            settings={state.camera}
            codePattern={state.display.codePattern}
            onReading={readings.onReading}
            onState={setCamera}
          />
        </div>
      )}
      <p role="status">{cameraOpen && camera.is !== 'on' && wordsFor(words, camera)}</p>
      <div className="tried" aria-live="polite">
        {readings.tried.map((reading) => (
          <TriedScan key={reading.at} reading={reading} settings={state.scanner} />
        ))}
      </div>
    </section>
  );
}

function hasPicture({ is }: CameraState): boolean {
  return is !== 'starting' && is !== 'failed';
}

function wordsFor({ facts, join }: Words, camera: CameraState): string {
  const state = facts.cameraState[camera.is === 'failed' ? camera.problem : camera.is];
  return join.state({ name: facts.camera, state });
}
