import './camera.css';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import type { CameraSettings } from '../../../shared/bridge/kiosk-state.ts';
import type { CameraRead } from '../decoder/decoder-messages.ts';
import { CameraButtons } from './camera-buttons.tsx';
import type { CameraControls } from './camera-controls.ts';
import type { CameraState } from './camera-state.ts';
import { startQrCamera } from './qr-camera.ts';

type CameraViewProps = {
  /** When they change, the camera is opened again. */
  settings: CameraSettings;
  /** What a badge's code looks like, a regular expression. */
  codePattern: string;
  /** Called once for each badge that is shown, with the code as it was read. */
  onRead: (raw: string, how: CameraRead) => void;
  onState: (state: CameraState) => void;
};

/**
 * The camera's picture, which fills its container, and the scanner behind it.
 *
 * It runs as long as it is mounted. Hide it while a result is shown, but keep it mounted: opening a camera takes a
 * second, and a badge that is still in view would count as shown again.
 */
export function CameraView({ settings, codePattern, onRead, onState }: CameraViewProps) {
  const container = useRef<HTMLDivElement>(null);
  const [controls, setControls] = useState<CameraControls | null>(null);
  const tellState = useEffectEvent(onState);
  const tellRead = useEffectEvent(onRead);
  const { name, restAfterMs } = settings;
  const formats = settings.formats.join();

  // biome-ignore lint/correctness/useExhaustiveDependencies: each state brings new settings, mostly of the same values
  useEffect(() => {
    if (!container.current) return;
    return startQrCamera({
      container: container.current,
      settings,
      pattern: new RegExp(codePattern, 'u'),
      onRead: (raw, how) => tellRead(raw, how),
      onState: (state) => tellState(state),
      onControls: setControls,
    });
  }, [name, restAfterMs, formats, codePattern]);

  return (
    <div className="camera-view">
      <div ref={container} className="camera-picture" />
      {controls && <CameraButtons controls={controls} />}
    </div>
  );
}
