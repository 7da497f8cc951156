import './idle.css';
import { type CSSProperties, useMemo } from 'react';
import type { CameraSettings, KioskState } from '../../../shared/bridge/kiosk-state.ts';
import type { Programme } from '../../../shared/bridge/programme.ts';
import { CameraScanner } from '../../scanner/camera-scanner.tsx';
import type { ScannerReading } from '../../scanner/scanner-reading.ts';
import type { CameraState } from '../../scanner/scanner-state.ts';
import { useWords } from '../../words/use-words.ts';
import { BadgeDrawing } from './badge-drawing.tsx';
import { brandColours } from './programme/brand-colours.ts';
import { Logo } from './programme/logo.tsx';
import { ProgrammeBoard } from './programme/programme-board.tsx';

type Props = {
  display: KioskState['display'];
  /** What is known of the event; null for the picture without it. */
  programme: Programme | null;
  /** The path of the organiser's logo or the event's; null if there is none. */
  logo: string | null;
  settings: CameraSettings;
  camera: CameraState;
  /** Whether nobody is invited to scan, so that a screen reader must not read the invitation either. */
  closed: boolean;
  onCamera: (state: CameraState) => void;
  onReading: (reading: ScannerReading) => void;
};

/**
 * Tells a visitor what to do, in one picture and one line, and beside them what is on, if that is known. The camera's
 * picture replaces the drawing once there is one. It stays mounted under the results, so that the camera is running
 * when the next badge comes.
 */
export function Idle(props: Props) {
  const { display, programme, logo, settings, camera, closed, onCamera, onReading } = props;
  const say = useWords().idle;
  const on = camera.is !== 'starting' && camera.is !== 'failed';
  // Nothing is wrong with a kiosk that has no camera, because it has another scanner.
  const problem = camera.is === 'failed' && camera.problem !== 'none' ? camera.problem : null;
  return (
    <div
      className="layer idle"
      aria-hidden={closed}
      data-camera={on ? 'on' : 'off'}
      data-programme={beside(programme, logo)}
      style={useBrandStyle(display.accent === null ? programme : null)}
    >
      {logo && <Logo path={logo} />}
      <div className="figure">
        <div
          className="camera"
          data-resting={camera.is === 'resting'}
          data-starting={camera.is === 'starting'}
        >
          <CameraScanner
            settings={settings}
            codePattern={display.codePattern}
            onReading={onReading}
            onState={onCamera}
          />
        </div>
        {!on && <BadgeDrawing side={display.scannerSide} />}
      </div>
      <div className="words">
        <h1 className="title">{say.headline}</h1>
        <p className="below">
          {camera.is === 'crowded'
            ? say.oneAtATime
            : on
              ? say.camera
              : say.towards[display.scannerSide]}
        </p>
        {problem && <p className="problem">{say.cameraProblem[problem]}</p>}
      </div>
      {programme && hasSessions(programme) && (
        <ProgrammeBoard programme={programme} timeZone={display.timeZone} />
      )}
    </div>
  );
}

/** What the invitation to scan shares the picture with: the event's sessions, its name and logo alone, or nothing. */
function beside(programme: Programme | null, logo: string | null) {
  if (programme && hasSessions(programme)) return 'sessions';
  return programme || logo ? 'brand' : undefined;
}

function hasSessions({ now, next }: Programme): boolean {
  return now.length + next.length > 0;
}

/** Confera's colours of the event for the style sheet, one of each kind for a dark and for a light ground. */
function useBrandStyle(programme: Programme | null): CSSProperties | undefined {
  const colours = programme?.colours;
  return useMemo(() => {
    if (!colours) return undefined;
    const dark = brandColours(colours, 'dark');
    const light = brandColours(colours, 'light');
    return {
      '--brand-text-on-dark': dark.text ?? undefined,
      '--brand-shape-on-dark': dark.shape ?? undefined,
      '--brand-text-on-light': light.text ?? undefined,
      '--brand-shape-on-light': light.shape ?? undefined,
    } as CSSProperties;
  }, [colours]);
}
