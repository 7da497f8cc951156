import type { KioskState } from '../../shared/bridge/kiosk-state.ts';
import type { ScannerReading } from '../scanner/scanner-reading.ts';
import type { StaffArea } from './staff-area.ts';

/**
 * What scans are for on a screen: to check somebody in, to be shown to whoever tries a scanner or a code in the staff area
 * or the set-up, or nothing.
 */
export type ScanPurpose = 'check-in' | 'trial' | 'none';

/** The part of the page's state that decides what scans are for. `screen` is null until the core has spoken. */
export type Surroundings = { area: StaffArea['is']; screen: KioskState['screen'] | null };

/** What scans are for on this screen. */
export function purposeOn({ area, screen }: Surroundings): ScanPurpose {
  // While the staff area is open, a scan is nobody's check-in, whichever page it shows. Nor is it during the set-up.
  if (area === 'open' || screen === 'setup') return 'trial';
  return screen === 'scan' ? 'check-in' : 'none';
}

/** The last change of what scans are for. `at` is in monotonic milliseconds. */
export type PurposeChange = { from: ScanPurpose; to: ScanPurpose; at: number };

/** What becomes of a reading. `visitor`: someone came with a badge, but nobody can be checked in now. */
export type ReadingFate = 'trial' | 'check-in' | 'visitor' | 'none';

/**
 * Decides what becomes of a reading, whichever scanner it comes from.
 *
 * That depends on when the scan was made. A scan that is typed is handed over some time after its last key, and the
 * screen may have changed in the meantime. What was tried just before the staff area or the set-up was left is nobody's
 * check-in.
 *
 * @param now the screen as it is when the reading arrives
 */
export function fateOf(
  { wedge, at }: Pick<ScannerReading, 'wedge' | 'at'>,
  { from, to, at: changedAt }: PurposeChange,
  now: Surroundings,
): ReadingFate {
  const purpose = at < changedAt ? from : to;
  if (purpose === 'trial') return purposeOn(now) === 'trial' ? 'trial' : 'none';
  // So few keys may have been typed by a person, who shouldn't be disturbed.
  if (wedge?.doubt === 'too-short') return 'none';
  return purpose === 'check-in' && now.screen === 'scan' ? 'check-in' : 'visitor';
}
