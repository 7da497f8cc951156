import type { KioskState } from '../../shared/bridge/bridge.ts';
import type { ScannerReading } from '../scanner/scanner-reading.ts';
import type { StaffArea } from './staff-area.ts';

/** What scans are for on a screen: to check somebody in, to try a scanner in the staff area, or nothing. */
export type ScanPurpose = 'check-in' | 'trial' | 'none';

/** As much of the screen as decides what scans are for. `screen` is null until the core has spoken. */
export type Surroundings = { area: StaffArea['is']; screen: KioskState['screen'] | null };

/** What scans are for on this screen. */
export function purposeOn({ area, screen }: Surroundings): ScanPurpose {
  // A badge that is scanned in the open staff area, over a form or in the scanner test, is nobody's check-in.
  if (area === 'open') return 'trial';
  return screen === 'scan' ? 'check-in' : 'none';
}

/** The last change of what scans are for, in monotonic milliseconds. */
export type PurposeChange = { from: ScanPurpose; to: ScanPurpose; at: number };

/** What becomes of a reading. `visitor`: someone came with a badge, but nobody can be checked in now. */
export type ReadingFate = 'trial' | 'check-in' | 'visitor' | 'none';

/**
 * Decides what becomes of a reading, whichever scanner it comes from.
 *
 * What it is for depends on when it was made. A scanner that types is heard out before its scan is handed over, and the
 * screen may have changed in the meantime: what staff tried just before they left the staff area is nobody's check-in.
 *
 * @param now the screen as it is when the reading arrives
 */
export function fateOf(
  { wedge, at }: Pick<ScannerReading, 'wedge' | 'at'>,
  { from, to, at: changedAt }: PurposeChange,
  now: Surroundings,
): ReadingFate {
  const purpose = at < changedAt ? from : to;
  if (purpose === 'trial') return now.area === 'open' ? 'trial' : 'none';
  // A person may have typed so few keys, and shouldn't be disturbed.
  if (wedge?.doubt === 'too-short') return 'none';
  return purpose === 'check-in' && now.screen === 'scan' ? 'check-in' : 'visitor';
}
