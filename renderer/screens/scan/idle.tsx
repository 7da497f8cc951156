import './idle.css';
import type { CameraSettings, KioskState } from '../../../shared/bridge/bridge.ts';
import { CameraScanner } from '../../scanner/camera-scanner.tsx';
import type { ScannerReading } from '../../scanner/scanner-reading.ts';
import type { CameraState } from '../../scanner/scanner-state.ts';
import { useWords } from '../../words/use-words.ts';
import { BadgeDrawing } from './badge-drawing.tsx';

type Props = {
  side: KioskState['display']['scannerSide'];
  settings: CameraSettings;
  codePattern: string;
  camera: CameraState;
  onCamera: (state: CameraState) => void;
  onReading: (reading: ScannerReading) => void;
};

/**
 * Tells a visitor what to do, in one picture and one line. The camera's picture replaces the drawing once there is one.
 * It stays mounted under the results, so that the camera is running when the next badge comes.
 */
export function Idle({ side, settings, codePattern, camera, onCamera, onReading }: Props) {
  const say = useWords().idle;
  const on = camera.is !== 'starting' && camera.is !== 'failed';
  // Nothing is wrong with a kiosk that has no camera, because it has another scanner.
  const problem = camera.is === 'failed' && camera.problem !== 'none' ? camera.problem : null;
  return (
    <div className="layer idle" data-camera={on ? 'on' : 'off'}>
      <div className="figure">
        <div className="camera" data-resting={camera.is === 'resting'}>
          <CameraScanner
            settings={settings}
            codePattern={codePattern}
            onReading={onReading}
            onState={onCamera}
          />
        </div>
        {!on && <BadgeDrawing side={side} />}
      </div>
      <div className="words">
        <h1 className="title">{say.headline}</h1>
        <p className="below">
          {camera.is === 'crowded' ? say.oneAtATime : on ? say.camera : say.towards[side]}
        </p>
        {problem && <p className="problem">{say.cameraProblem[problem]}</p>}
      </div>
    </div>
  );
}
