import { ENVELOPES } from './envelopes.ts';
import { HOSTILE_PRESETS, PRESETS, toggled } from './presets.ts';
import type { Simulator } from './simulator.ts';

/** What each button of the control page does, by its name. */
export const PAGE_SWITCHES: ReadonlyMap<string, (simulator: Simulator) => void> = new Map([
  ['internet-gone', (simulator: Simulator) => simulator.setInternetGone(!simulator.internetGone())],
  ['replay', (simulator: Simulator) => simulator.setReplay(!simulator.replay())],
  [
    'scopes-first',
    (simulator) => simulator.setBehaviour({ scopesFirst: !simulator.behaviour().scopesFirst }),
  ],
  ...ENVELOPES.map(
    (envelope) =>
      [
        `envelope-${envelope}`,
        (simulator: Simulator) => simulator.setBehaviour({ envelope }),
      ] as const,
  ),
  ...[...PRESETS, ...HOSTILE_PRESETS].map(
    (preset) =>
      [
        preset.name,
        (simulator: Simulator) => simulator.setFaults(toggled(preset, simulator.faults())),
      ] as const,
  ),
]);
