import './scan.css';
import './tones.css';
import { useState } from 'react';
import type { KioskState } from '../../../shared/bridge/kiosk-state.ts';
import type { CameraState } from '../../scanner/scanner-state.ts';
import type { Readings } from '../../state/use-readings.ts';
import type { Scans } from '../../state/use-scan-flow.ts';
import { CodeEntry } from './code-entry.tsx';
import { BottomEdge, TopEdge } from './edges.tsx';
import { Idle } from './idle.tsx';
import { Result } from './result.tsx';
import { Unreachable } from './unreachable.tsx';

type Props = {
  state: KioskState;
  reachable: boolean;
  scans: Scans;
  camera: CameraState;
  readings: Readings;
  onCamera: (state: CameraState) => void;
  onStaff: () => void;
};

/** What visitors see: the idle picture, and over it the result of a scan. The result doesn't move what is below it. */
export function ScanScreen(props: Props) {
  const { state, reachable, scans, camera, readings, onCamera, onStaff } = props;
  const { view, repeats, submit } = scans;
  const [typing, setTyping] = useState(false);
  const { picture } = view;
  // Any scan closes the code entry. Whoever was typing has found the scanner, or has left.
  const entryOpen = typing && view.mark === 'idle' && picture.is === 'idle';
  if (typing && view.mark !== 'idle') setTyping(false);
  const idle = picture.is === 'idle';
  const { programme } = state;
  // The setting wins over what Confera says, because somebody at this venue has chosen it.
  const display = {
    ...state.display,
    eventName: state.display.eventName ?? programme?.name ?? null,
  };
  const shown = picture.is === 'result' ? picture.result.outcome : picture.is;

  return (
    <main
      className="scan"
      data-screen="scan"
      data-shown={idle && !reachable ? 'unreachable' : shown}
    >
      <div inert={entryOpen}>
        <Idle
          display={display}
          programme={programme}
          settings={state.camera}
          camera={camera}
          onCamera={onCamera}
          onReading={readings.onReading}
        />
        {!reachable && <Unreachable />}
        <Result view={view} display={display} />
        <TopEdge
          display={display}
          branded={programme !== null}
          besideLogo={typeof programme?.logo === 'string'}
        />
        <BottomEdge
          state={state}
          reachable={reachable}
          repeats={repeats}
          onType={idle && reachable ? () => setTyping(true) : null}
          onStaff={onStaff}
        />
      </div>
      {entryOpen && (
        <CodeEntry
          onCode={(code) => {
            setTyping(false);
            submit(code, 'typed');
          }}
          onClose={() => setTyping(false)}
        />
      )}
    </main>
  );
}
