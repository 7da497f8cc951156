// How the camera and the other scanners are, as long as nothing is wrong with them.
import { layoutNames } from '../../tried-scans/layout-names.ts';
import type { Fact, Known } from './fact.ts';
import { isCameraWrong, isScannerWrong } from './scanner-problems.ts';

/** How the camera is. Nothing is known of it while the entrance is closed, because it is off then. */
export function cameraFacts({ words, camera, state: { closure } }: Known): Fact[] {
  if (closure || isCameraWrong(camera)) return [];
  const say = words.facts;
  const is = camera.is === 'failed' ? camera.problem : camera.is;
  return [
    { id: 'camera', tone: 'plain', what: say.camera, age: null, detail: say.cameraState[is] },
  ];
}

/** How each HID or serial scanner is. */
export function scannerFacts({ words, scanners }: Known): Fact[] {
  const say = words.facts;
  return scanners.devices
    .filter((device) => !isScannerWrong(device))
    .map(({ id, source, name, is }) => ({
      id,
      tone: 'plain',
      what: say.scannerNamed[source]({ name }),
      age: null,
      detail: say.scannerState[is],
    }));
}

/** What the scans have shown about the keyboard layouts. If they make no difference, that isn't worth a line. */
export function layoutFacts({ words, scanners: { layout } }: Known): Fact[] {
  const say = words.facts;
  const fact = (detail: string): Fact[] => {
    return [{ id: 'layout', tone: 'plain', what: say.layout, age: null, detail }];
  };
  if (layout?.is === 'as-typed') {
    return fact(say.layoutDo['as-typed']({ machine: layoutNames(words, layout.machine) }));
  }
  if (layout?.is !== 'mended') return [];
  return fact(
    say.layoutDo.mended({
      scanner: layoutNames(words, layout.scanner),
      machine: layoutNames(words, layout.machine),
    }),
  );
}
