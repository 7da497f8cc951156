import type {
  CameraSettings,
  KioskState,
  ScannerSettings,
} from '../../../../shared/bridge/kiosk-state.ts';
import { parseCode } from '../../../../shared/scan/parse-code.ts';
import { isMisread, isMixed } from '../../../scanner/known-code.ts';
import type { PictureVerdict } from '../../../scanner/picture-verdict.ts';
import type { ScannerReading } from '../../../scanner/scanner-reading.ts';
import type { CameraState } from '../../../scanner/scanner-state.ts';
import type { Words } from '../../../words/words.ts';
import { layoutNames } from '../../tried-scans/layout-names.ts';
import type { CheckLine } from './check-line.ts';

/** It looks like a badge's code, and a scanner that is set to another keyboard layout types other characters for it. */
export const CODE_TO_SCAN = 'TEST-BADGE-1';

/** What the page knows of the device, and what the person in front of it has answered. */
export type DeviceFacts = {
  settings: Pick<KioskState, 'locked' | 'openedByHand'> & {
    camera: CameraSettings;
    scanner: ScannerSettings;
    volume: number;
  };
  /** What was scanned since the staff area was opened, newest first. */
  tried: readonly ScannerReading[];
  /** The names of the cameras that are attached, empty ones until the page may use a camera; null until they are known. */
  cameras: readonly string[] | null;
  /** The camera's state while it is open here; null if it isn't. */
  camera: CameraState | null;
  /** How the picture of the open camera is; null before there is one. */
  picture: PictureVerdict | null;
  /** Whether the decoder has read the drawn code; null until it has answered. */
  decoder: boolean | null;
  /** Whether the person heard the tone; null as long as nobody has said so. */
  heard: boolean | null;
  /** How many of the four corners didn't react; null before they were touched, or if there is no touchscreen. */
  cornersMissed: number | null;
  hasTouch: boolean;
};

/** The checks that need the page, in the order in which they are shown. */
export function deviceLines(words: Words, facts: DeviceFacts): CheckLine[] {
  return [
    scannerLine(words, facts),
    cameraLine(words, facts),
    ...(facts.cameras?.length === 0 ? [] : [decoderLine(words, facts)]),
    soundLine(words, facts),
    ...(facts.hasTouch ? [touchLine(words, facts)] : []),
    lockdownLine(words, facts),
  ];
}

/** Of what only the page can check, nothing is unknown but what was not tried yet. */
const TO_DO = { state: 'unknown', isToDo: true } as const;
const toDo = (state: CheckLine['state']) => (state === 'unknown' ? TO_DO : {});

function scannerLine(words: Words, { tried, settings }: DeviceFacts): CheckLine {
  const { preflight, scannerTest, facts, staff } = words;
  const { found } = preflight;
  const line = (state: CheckLine['state'], says: string): CheckLine => ({
    check: 'scanner',
    state,
    says,
    ...(state === 'green' ? {} : { mendedOn: 'scanner' as const }),
    ...toDo(state),
  });
  const last = tried.find(({ camera }) => camera === null);
  if (!last) {
    // A kiosk whose camera reads badges needs no other scanner.
    const cameraReads = tried.some(({ camera }) => camera !== null);
    return line(
      cameraReads ? 'green' : 'unknown',
      cameraReads ? found.cameraGood : found.scannerTodo,
    );
  }
  const doubt = last.wedge?.doubt;
  if (doubt === 'too-short')
    return line('red', scannerTest.refused({ reason: scannerTest.tooShort }));
  const layout = last.wedge?.layout;
  if (layout?.is === 'unclear') return line('red', facts.layoutDo.unclear);
  if (layout?.is === 'dead-key') {
    const machine = layoutNames(words, layout.machine);
    return line('red', facts.layoutDo['dead-key']({ machine }));
  }
  const doubted = isMixed(last, CODE_TO_SCAN, settings.scanner) ? 'two-scanners' : doubt;
  if (doubted) return line('red', scannerTest.refused({ reason: scannerTest.doubt[doubted] }));
  const parsed = parseCode(last.raw, settings.scanner.mode, settings.scanner);
  if (!parsed.ok) return line('red', scannerTest.refused({ reason: staff.reason[parsed.reason] }));
  if (isMisread(last, CODE_TO_SCAN, settings.scanner)) return line('red', found.scannerLayout);
  if (layout?.is === 'mended') {
    const [scanner, machine] = [layout.scanner, layout.machine].map((each) =>
      layoutNames(words, each),
    );
    return line('amber', facts.layoutDo.mended({ scanner: scanner ?? '', machine: machine ?? '' }));
  }
  if (last.wedge?.timing.end === 'none') return line('amber', found.scannerNoEnter);
  return line('green', found.scannerGood);
}

function cameraLine(words: Words, known: DeviceFacts): CheckLine {
  const { preflight, facts } = words;
  const { found } = preflight;
  const { camera, cameras, picture, tried, settings } = known;
  const line = (state: CheckLine['state'], says: string): CheckLine => ({
    check: 'camera',
    state,
    says,
    ...toDo(state),
  });
  if (camera?.is === 'failed') return line('red', facts.cameraState[camera.problem]);
  if (isGone(settings.camera.name, cameras ?? [])) return line('red', facts.cameraState.lost);
  if (cameras?.length === 0) {
    // A kiosk with a scanner needs no camera, unless somebody has chosen one.
    const hasScanner = tried.some((reading) => reading.camera === null);
    const state = settings.camera.name !== null ? 'red' : hasScanner ? 'green' : 'amber';
    return line(state, facts.cameraState.none);
  }
  if (tried.some((reading) => reading.camera !== null)) return line('green', found.cameraGood);
  if (picture === 'dark') return line('red', found.cameraDark);
  // A bare wall looks the same as a cover.
  if (picture === 'empty') return line('amber', found.cameraDark);
  if (picture === 'blurred') return line('amber', found.cameraBlurred);
  return line('unknown', found.cameraTodo);
}

/** Whether the chosen camera is missing among others. Before the page may use a camera, none of them has a name. */
function isGone(chosen: string | null, cameras: readonly string[]): boolean {
  return chosen !== null && cameras.some((name) => name !== '') && !cameras.includes(chosen);
}

function decoderLine({ preflight, facts, checking }: Words, { decoder }: DeviceFacts): CheckLine {
  if (decoder === null) return { check: 'decoder', says: checking, ...TO_DO };
  return decoder
    ? { check: 'decoder', state: 'green', says: preflight.found.decoderGood }
    : { check: 'decoder', state: 'red', says: facts.cameraState.decoder };
}

function soundLine({ preflight, sound }: Words, { settings, heard }: DeviceFacts): CheckLine {
  const { found } = preflight;
  if (settings.volume === 0) {
    return { check: 'sound', state: 'amber', says: sound.muted, mendedOn: 'settings' };
  }
  if (heard === null) return { check: 'sound', says: found.soundTodo, ...TO_DO };
  return heard
    ? { check: 'sound', state: 'green', says: found.soundHeard }
    : { check: 'sound', state: 'amber', says: found.soundNot };
}

function touchLine({ preflight }: Words, { cornersMissed }: DeviceFacts): CheckLine {
  const { found } = preflight;
  if (cornersMissed === null) return { check: 'touch', says: found.touchTodo, ...TO_DO };
  return cornersMissed === 0
    ? { check: 'touch', state: 'green', says: found.touchGood }
    : { check: 'touch', state: 'amber', says: found.touchMissed };
}

function lockdownLine({ preflight }: Words, { settings }: DeviceFacts): CheckLine {
  const { found } = preflight;
  if (!settings.locked) return { check: 'lockdown', state: 'amber', says: found.lockdownOff };
  return settings.openedByHand
    ? { check: 'lockdown', state: 'amber', says: found.lockdownByHand }
    : { check: 'lockdown', state: 'green', says: found.lockdownOn };
}
