import { type Finding, finding } from '../../../shared/preflight/findings.ts';

/** What an app can read of the machine's power. */
export type PowerFacts = {
  /** Whether the app keeps the screen from going to sleep. */
  keepsAwake: boolean;
  onBattery: boolean;
};

/**
 * Whether the screen stays on all day, and the machine has power. What the system itself is set to can't be read.
 *
 * @param facts null where nothing is known, as in a browser
 */
export function checkPower(facts: PowerFacts | null): Finding {
  if (facts === null) return finding('power', 'not-known');
  if (facts.onBattery) return finding('power', 'battery');
  return finding('power', facts.keepsAwake ? 'awake' : 'may-sleep');
}
