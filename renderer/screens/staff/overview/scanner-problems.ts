// What is wrong with the camera and the other scanners.
import type { CameraState } from '../../../scanner/scanner-state.ts';
import { layoutNames } from '../../tried-scans/layout-names.ts';
import type { Known, Problem } from './fact.ts';

const TEST = { page: 'scanner', at: null } as const;

/** Whether something is wrong with the camera. A kiosk without one has another scanner. */
export function isCameraWrong(camera: CameraState): boolean {
  return camera.is === 'failed' && camera.problem !== 'none';
}

/** Whether something is wrong with a HID or serial scanner. */
export function isScannerWrong({ is }: Known['scanners']['devices'][number]): boolean {
  return is === 'busy' || is === 'unplugged';
}

/** Why the camera reads nothing. Nothing is known of it while the entrance is closed, because it is off then. */
export function cameraProblems({ words, camera, state: { closure } }: Known): Problem[] {
  if (closure || camera.is !== 'failed' || !isCameraWrong(camera)) return [];
  const say = words.facts;
  const detail = say.cameraState[camera.problem];
  const mend = { page: 'check', at: 'camera' } as const;
  return [{ id: 'camera', tone: 'warn', what: say.camera, age: null, detail, mend }];
}

/** Each HID or serial scanner that reads nothing. */
export function scannerProblems({ words, scanners }: Known): Problem[] {
  const say = words.facts;
  return scanners.devices.filter(isScannerWrong).map(({ id, source, name, is }) => ({
    id,
    tone: 'warn',
    what: say.scannerNamed[source]({ name }),
    age: null,
    detail: say.scannerState[is],
    mend: TEST,
  }));
}

/** That scans are refused because of the keyboard layouts. */
export function layoutProblems({ words, scanners: { layout } }: Known): Problem[] {
  const say = words.facts;
  const problem = (detail: string): Problem[] => {
    return [{ id: 'layout', tone: 'warn', what: say.layout, age: null, detail, mend: TEST }];
  };
  if (layout?.is === 'unclear') return problem(say.layoutDo.unclear);
  if (layout?.is !== 'dead-key') return [];
  const machine = layoutNames(words, layout.machine);
  return problem(say.layoutDo['dead-key']({ machine }));
}

/** That a scanner has typed a code that was too short to be taken for a scan. */
export function tooShortProblems({ words, scanners: { tooShort } }: Known): Problem[] {
  const say = words.facts;
  if (tooShort === null) return [];
  const detail = say.tooShortDo({ length: tooShort });
  return [{ id: 'too-short', tone: 'warn', what: say.tooShort, age: null, detail, mend: TEST }];
}
