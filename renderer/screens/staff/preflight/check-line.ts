import type { Check, CheckState } from '../../../../shared/preflight/findings.ts';

/** The checks that only the page can make, with the person in front of it. */
export type DeviceCheck = 'camera' | 'scanner' | 'decoder' | 'sound' | 'touch' | 'lockdown';

/** The page of the staff area where what was found can be mended. */
export type MendedOn = 'overview' | 'scanner' | 'settings';

/** One check, as the page shows it. */
export type CheckLine = {
  /** There is nothing to say of a hub where there is none. */
  check: Exclude<Check, 'hub'> | DeviceCheck;
  state: CheckState;
  /** What was found. It may say what to do as well. */
  says: string;
  /** What to do, where that is a sentence of its own. */
  does?: string;
  mendedOn?: MendedOn;
};
