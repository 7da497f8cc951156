import { useEffect, useEffectEvent, useRef } from 'react';
import type { CameraState } from './camera-state.ts';
import { NOTHING_IN_VIEW, see } from './presence.ts';
import { startQrCamera } from './qr-camera.ts';

type CameraViewProps = {
  /** Called once for each badge that is shown, with the code as it was read. */
  onRead: (raw: string) => void;
  onState: (state: CameraState) => void;
};

/**
 * The camera's picture, filling its container, and the scanner behind it.
 *
 * It runs as long as it is mounted. Keep it mounted while a result is shown, and hide it instead: opening a camera
 * takes a second, and a badge still in view would count as shown again.
 */
export function CameraView({ onRead, onState }: CameraViewProps) {
  const container = useRef<HTMLDivElement>(null);
  const tellState = useEffectEvent(onState);
  const tellRead = useEffectEvent(onRead);

  useEffect(() => {
    if (!container.current) return;
    let presence = NOTHING_IN_VIEW;
    return startQrCamera({
      container: container.current,
      onRead: (raw) => {
        const seen = see(presence, raw, performance.now());
        presence = seen.presence;
        if (seen.isNew) tellRead(raw);
      },
      onState: (state) => tellState(state),
    });
  }, []);

  return (
    <div
      ref={container}
      style={{ position: 'relative', width: '100%', height: '100%', overflow: 'hidden' }}
    />
  );
}
