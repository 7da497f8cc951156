import type { Check, CheckState } from '../../../../shared/preflight/findings.ts';

/** The checks that only the page can make, with the person in front of it. */
export type DeviceCheck = 'camera' | 'scanner' | 'decoder' | 'sound' | 'touch' | 'lockdown';

/** The page of the staff area where what was found can be mended. */
export type MendedOn = 'overview' | 'scanner' | 'settings';

/** The core's check of what no kiosk has, of which there is nothing to say on the page. */
export type Unshown = 'printer';

/** One check, as the page shows it. */
export type CheckLine = {
  check: Exclude<Check, Unshown> | DeviceCheck;
  state: CheckState;
  /** Whether the state isn't known because a person has still to try something here. */
  isToDo?: boolean;
  /** What was found. It may say what to do as well. */
  says: string;
  /** What to do, where that is a sentence of its own. */
  does?: string;
  mendedOn?: MendedOn;
};
