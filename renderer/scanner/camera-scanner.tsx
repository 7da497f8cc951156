import type { CameraSettings } from '../../shared/bridge/kiosk-state.ts';
import type { CameraState } from './camera/camera-state.ts';
import { CameraView } from './camera/camera-view.tsx';
import type { ScannerReading } from './scanner-reading.ts';

type CameraScannerProps = {
  settings: CameraSettings;
  /** What a badge's code looks like, a regular expression. */
  codePattern: string;
  /** Called once for each badge that is shown. */
  onReading: (reading: ScannerReading) => void;
  onState: (state: CameraState) => void;
};

/** The camera as a scanner. While mounted, it shows its picture and gives a reading for each badge held up to it. */
export function CameraScanner({ onReading, ...view }: CameraScannerProps) {
  return (
    <CameraView
      {...view}
      onRead={(raw, camera) =>
        onReading({
          source: 'camera',
          raw,
          device: null,
          wedge: null,
          camera,
          at: performance.now(),
        })
      }
    />
  );
}
