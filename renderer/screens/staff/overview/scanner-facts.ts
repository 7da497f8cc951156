// What staff should know about the camera and the other scanners.
import { layoutNames } from '../../tried-scans/layout-names.ts';
import type { Fact, Known, Tone } from './fact.ts';

/**
 * How the camera is. A kiosk without one has another scanner, so that is no reason to worry. Nothing is known of it while
 * the entrance is closed, because it is off then.
 */
export function cameraFacts({ words, camera, state: { closure } }: Known): Fact[] {
  if (closure) return [];
  const say = words.facts;
  const failed = camera.is === 'failed';
  const state = failed ? camera.problem : camera.is;
  return [
    {
      id: 'camera',
      tone: failed && camera.problem !== 'none' ? 'warn' : 'plain',
      what: say.camera,
      age: null,
      detail: say.cameraState[state],
    },
  ];
}

/** How each HID or serial scanner is. */
export function scannerFacts({ words, scanners }: Known): Fact[] {
  const say = words.facts;
  return scanners.devices.map(({ id, source, name, is }) => ({
    id,
    tone: is === 'busy' || is === 'unplugged' ? 'warn' : 'plain',
    what: say.scannerNamed[source]({ name }),
    age: null,
    detail: say.scannerState[is],
  }));
}

/** What the scans have shown about the keyboard layouts. If they make no difference, that isn't worth a line. */
export function layoutFacts({ words, scanners: { layout } }: Known): Fact[] {
  const say = words.facts;
  const fact = (tone: Tone, detail: string): Fact[] => {
    return [{ id: 'layout', tone, what: say.layout, age: null, detail }];
  };
  switch (layout?.is) {
    case undefined:
    case 'plain':
      return [];
    case 'as-typed':
      return fact(
        'plain',
        say.layoutDo['as-typed']({ machine: layoutNames(words, layout.machine) }),
      );
    case 'mended':
      return fact(
        'plain',
        say.layoutDo.mended({
          scanner: layoutNames(words, layout.scanner),
          machine: layoutNames(words, layout.machine),
        }),
      );
    case 'unclear':
      return fact('warn', say.layoutDo.unclear);
    case 'dead-key':
      return fact(
        'warn',
        say.layoutDo['dead-key']({ machine: layoutNames(words, layout.machine) }),
      );
  }
}

/** That a scanner has typed a code that was too short to be taken for a scan. */
export function tooShortFacts({ words, scanners: { tooShort } }: Known): Fact[] {
  const say = words.facts;
  if (tooShort === null) return [];
  const detail = say.tooShortDo({ length: tooShort });
  return [{ id: 'too-short', tone: 'warn', what: say.tooShort, age: null, detail }];
}
