import './preflight.css';
import { useEffect, useRef, useState } from 'react';
import type { BridgeClient } from '../../../../shared/bridge/bridge.ts';
import type { KioskState } from '../../../../shared/bridge/kiosk-state.ts';
import { CameraScanner } from '../../../scanner/camera-scanner.tsx';
import type { CameraState } from '../../../scanner/scanner-state.ts';
import { checkedToday } from '../../../state/checked-today.ts';
import { useWallClock } from '../../../state/time.ts';
import type { Readings } from '../../../state/use-readings.ts';
import { useWords } from '../../../words/use-words.ts';
import type { StaffPage } from '../staff-header.tsx';
import type { MendedOn } from './check-line.ts';
import { CheckRow } from './check-row.tsx';
import { CheckTools } from './check-tools.tsx';
import { coreLines } from './core-lines.ts';
import { deviceLines } from './device-lines.ts';
import { isPassed, overallOf, overallWords } from './overall.ts';
import { StateIcon } from './state-icon.tsx';
import { useCoreChecks } from './use-core-checks.ts';
import { type Answers, useDeviceFacts } from './use-device-facts.ts';

/** How often it is looked whether another day has begun, milliseconds. */
const DAY_LOOK_MS = 60_000;

type Props = {
  kiosk: BridgeClient;
  state: KioskState;
  readings: Readings;
  answers: Answers;
  onAnswer: (answer: Partial<Answers>) => void;
  /** Opens another page of the staff area. */
  onMend: (page: MendedOn) => void;
  /** The pages that whoever is here may open. */
  pages: readonly StaffPage[];
  onLocked: () => void;
};

/** Everything that has to be right before the doors open: what the core can see, and what needs a person here. */
export function PreflightPage({ kiosk, state, readings, answers, pages, ...on }: Props) {
  const words = useWords();
  const { findings, running, told, run } = useCoreChecks(kiosk, on.onLocked);
  const [cameraOpen, setCameraOpen] = useState(false);
  const [cameraState, setCameraState] = useState<CameraState | null>(null);
  const picture = useRef<HTMLDivElement>(null);
  const camera = cameraOpen ? cameraState : null;
  const facts = useDeviceFacts({ state, readings, answers, camera, cameraOpen, picture });
  const lines = [...coreLines(words, findings ?? []), ...deviceLines(words, facts)];
  // While the core is asked again, what it found before says nothing.
  const known = findings !== null && !running;
  const overall = known ? overallOf(lines) : 'unknown';
  const passed = known && isPassed(lines);
  const passedToday = checkedToday(state, useWallClock(DAY_LOOK_MS));
  const { onLocked } = on;
  useEffect(() => {
    if (!passed) return;
    kiosk.passPreflight({}).then(
      (answer) => answer.ok || onLocked(),
      // The mark of a kiosk that was not checked stays, and the overview tells that the core can't be reached.
      () => undefined,
    );
  }, [passed, kiosk, onLocked]);

  function toggleCamera() {
    setCameraState(null);
    setCameraOpen(!cameraOpen);
  }

  return (
    <div className="preflight">
      <div className="overall" data-state={overall}>
        {known && <StateIcon state={overall} />}
        <div role="status" className="verdict">
          <h2>{told ?? (known ? overallWords(words, lines, passedToday) : words.checking)}</h2>
        </div>
        <button type="button" aria-disabled={running} onClick={() => running || run()}>
          {running ? words.checking : words.preflight.again}
        </button>
      </div>
      <ul className="checks">
        {lines.map((line) => (
          <CheckRow key={line.check} line={line} onMend={on.onMend} pages={pages}>
            <CheckTools
              line={line}
              volume={state.sound.volume}
              hasCamera={facts.cameras?.length !== 0}
              cameraOpen={cameraOpen}
              onToggleCamera={toggleCamera}
              onAnswer={on.onAnswer}
            />
            {line.check === 'camera' && cameraOpen && (
              <div ref={picture} className="check-camera">
                <CameraScanner
                  settings={state.camera}
                  codePattern={state.display.codePattern}
                  onReading={readings.onReading}
                  onState={setCameraState}
                />
              </div>
            )}
          </CheckRow>
        ))}
      </ul>
    </div>
  );
}
