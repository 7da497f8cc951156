import './scan.css';
import './tones.css';
import { useState } from 'react';
import type { KioskState } from '../../../shared/bridge/bridge.ts';
import type { ScannerReading } from '../../scanner/scanner-reading.ts';
import type { CameraState } from '../../scanner/scanner-state.ts';
import type { ScanView } from '../../state/scan-flow.ts';
import type { Submit } from '../../state/use-scan-flow.ts';
import { CodeEntry } from './code-entry.tsx';
import { BottomEdge, TopEdge } from './edges.tsx';
import { Idle } from './idle.tsx';
import { Result } from './result.tsx';
import { Unreachable } from './unreachable.tsx';

type Props = {
  state: KioskState;
  reachable: boolean;
  view: ScanView;
  repeats: number;
  camera: CameraState;
  submit: Submit;
  /** Called with each badge that is held up to the camera. */
  onReading: (reading: ScannerReading) => void;
  onCamera: (state: CameraState) => void;
  onStaff: () => void;
};

/** What visitors see: the idle picture, and over it, without moving it, what a scan came to. */
export function ScanScreen(props: Props) {
  const { state, reachable, view, repeats, camera, submit, onReading, onCamera, onStaff } = props;
  const [typing, setTyping] = useState(false);
  const { picture } = view;
  // Any scan ends the typing: the person at the kiosk has changed their mind, or has changed.
  const entryOpen = typing && view.mark === 'idle' && picture.is === 'idle';
  if (typing && view.mark !== 'idle') setTyping(false);
  const idle = picture.is === 'idle';
  const shown = picture.is === 'result' ? picture.result.outcome : picture.is;

  return (
    <main
      className="scan"
      data-screen="scan"
      data-shown={idle && !reachable ? 'unreachable' : shown}
    >
      <div inert={entryOpen}>
        <Idle
          side={state.display.scannerSide}
          settings={state.camera}
          codePattern={state.display.codePattern}
          camera={camera}
          onCamera={onCamera}
          onReading={onReading}
        />
        {!reachable && <Unreachable />}
        <Result view={view} display={state.display} />
        <TopEdge eventName={state.display.eventName} timeZone={state.display.timeZone} />
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
