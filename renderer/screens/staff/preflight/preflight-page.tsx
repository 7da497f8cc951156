import './preflight.css';
import { useEffect, useRef, useState } from 'react';
import type { BridgeClient } from '../../../../shared/bridge/bridge.ts';
import type { KioskState } from '../../../../shared/bridge/kiosk-state.ts';
import { CameraScanner } from '../../../scanner/camera-scanner.tsx';
import type { CameraState } from '../../../scanner/scanner-state.ts';
import { CALIBRATION_TEXT } from '../../../scanner/wedge-calibration.ts';
import { createPlayer, type Player } from '../../../sound/player.ts';
import type { Readings } from '../../../state/use-readings.ts';
import { useWords } from '../../../words/use-words.ts';
import { SampleCode } from '../scanner-test/sample-code.tsx';
import type { CheckLine, MendedOn } from './check-line.ts';
import { CheckRow } from './check-row.tsx';
import { coreLines } from './core-lines.ts';
import { deviceLines } from './device-lines.ts';
import { overallOf, overallWords } from './overall.ts';
import { StateIcon } from './state-icon.tsx';
import { TouchCorners } from './touch-corners.tsx';
import { useCameraCount, useDecoderCheck, usePicture } from './use-camera-check.ts';
import { useCoreChecks } from './use-core-checks.ts';

/** What the person in front of the kiosk has answered. It is kept while they go to another page and come back. */
export type Answers = { heard: boolean | null; cornersMissed: number | null };

export const NO_ANSWERS: Answers = { heard: null, cornersMissed: null };

type Props = {
  kiosk: BridgeClient;
  state: KioskState;
  readings: Readings;
  answers: Answers;
  onAnswer: (answer: Partial<Answers>) => void;
  /** Opens another page of the staff area. */
  onMend: (page: MendedOn) => void;
  onLocked: () => void;
};

/** Everything that has to be right before the doors open: what the core can see, and what needs a person here. */
export function PreflightPage({ kiosk, state, readings, answers, ...on }: Props) {
  const words = useWords();
  const say = words.preflight;
  const { findings, running, told, run } = useCoreChecks(kiosk, on.onLocked);
  const [cameraOpen, setCameraOpen] = useState(false);
  const [camera, setCamera] = useState<CameraState | null>(null);
  const container = useRef<HTMLDivElement>(null);
  const picture = usePicture(container, cameraOpen);
  const cameras = useCameraCount();
  const lines = [
    ...coreLines(words, findings ?? []),
    ...deviceLines(words, {
      settings: {
        camera: state.camera,
        scanner: state.scanner,
        volume: state.sound.volume,
        locked: state.locked,
      },
      tried: readings.tried,
      cameras,
      camera: cameraOpen ? camera : null,
      picture,
      decoder: useDecoderCheck(cameras),
      hasTouch: navigator.maxTouchPoints > 0,
      ...answers,
    }),
  ];

  function toggleCamera() {
    setCamera(null);
    setCameraOpen(!cameraOpen);
  }

  return (
    <div className="preflight">
      <div className="overall" data-state={findings ? overallOf(lines) : 'unknown'}>
        {findings && <StateIcon state={overallOf(lines)} />}
        <div role="status" className="verdict">
          <h2>{told ?? (findings ? overallWords(words, lines) : words.checking)}</h2>
        </div>
        <button type="button" aria-disabled={running} onClick={() => running || run()}>
          {running ? words.checking : say.again}
        </button>
      </div>
      <ul className="checks">
        {lines.map((line) => (
          <CheckRow key={line.check} line={line} onMend={on.onMend}>
            <Tools
              {...{ line, cameraOpen, answers }}
              volume={state.sound.volume}
              hasCamera={cameras !== 0}
              onAnswer={on.onAnswer}
              onToggleCamera={toggleCamera}
            />
            {line.check === 'camera' && cameraOpen && (
              <div ref={container} className="check-camera">
                <CameraScanner
                  settings={state.camera}
                  codePattern={state.display.codePattern}
                  onReading={readings.onReading}
                  onState={setCamera}
                />
              </div>
            )}
          </CheckRow>
        ))}
      </ul>
    </div>
  );
}

type ToolsProps = Pick<Props, 'onAnswer'> & {
  line: CheckLine;
  volume: number;
  hasCamera: boolean;
  cameraOpen: boolean;
  onToggleCamera: () => void;
};

/** What a person can try here for one check. */
function Tools({ line, volume, hasCamera, cameraOpen, onToggleCamera, onAnswer }: ToolsProps) {
  const words = useWords();
  const [touching, setTouching] = useState(false);
  switch (line.check) {
    case 'scanner':
      return <SampleCode kind="qr" text={CALIBRATION_TEXT} />;
    case 'camera':
      return hasCamera ? (
        <button type="button" onClick={onToggleCamera}>
          {cameraOpen ? words.scannerTest.closeCamera : words.scannerTest.tryCamera}
        </button>
      ) : null;
    case 'sound':
      return volume === 0 ? null : <SoundTools volume={volume} onAnswer={onAnswer} />;
    case 'touch':
      return (
        <>
          <button type="button" onClick={() => setTouching(true)}>
            {words.preflight.touch}
          </button>
          {touching && (
            <TouchCorners
              onEnd={(cornersMissed) => {
                setTouching(false);
                onAnswer({ cornersMissed });
              }}
            />
          )}
        </>
      );
    default:
      return null;
  }
}

function SoundTools({ volume, onAnswer }: { volume: number; onAnswer: Props['onAnswer'] }) {
  const say = useWords().preflight;
  const player = useRef<Player | null>(null);
  const [played, setPlayed] = useState(false);
  useEffect(() => {
    player.current ??= createPlayer();
  }, []);

  function play() {
    player.current?.('welcome', volume);
    setPlayed(true);
  }

  return (
    <>
      <button type="button" onClick={play}>
        {say.play}
      </button>
      {played && (
        <>
          <button type="button" onClick={() => onAnswer({ heard: true })}>
            {say.heard}
          </button>
          <button type="button" onClick={() => onAnswer({ heard: false })}>
            {say.notHeard}
          </button>
        </>
      )}
    </>
  );
}
