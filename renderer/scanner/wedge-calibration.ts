import { type Affixes, parseCode } from '../../shared/scan/parse-code.ts';
import { KEYBOARD_LAYOUTS } from '../../shared/scan/scanner-layouts.ts';
import { readBy, type Way } from './wedge/reading.ts';
import type { WedgeScan } from './wedge/wedge-scan.ts';

/** The calibration code. It comes out differently on every layout that we know, and needs no dead key on any. */
export const CALIBRATION_TEXT = 'confera-kiosk:Yz_Qwam;4.2/#*';

/** The range of each limit: from the setting's default to the most that it accepts, which no person's pace reaches. */
const GAP_MS = { least: 80, most: 300 };
const MEAN_MS = { least: 50, most: 200 };
/** How far the limits lie above what was measured, since no two scans are alike. */
const GAP_MARGIN = 1.5;
const MEAN_MARGIN = 1.25;

/** What a scan of the calibration code shows about a wedge scanner. */
export type Calibration =
  /** Another code was scanned. */
  | { is: 'other-code' }
  /** The right code was scanned, but typed for a layout that we don't know, or with keys missing. */
  | { is: 'unknown-layout' }
  | { is: 'measured'; layout: Way; gapMs: number; meanMs: number };

/** Finds the scanner's keyboard layout, and the limits that it needs. */
export function calibrate({ characters, timing }: WedgeScan, affixes: Affixes): Calibration {
  const isRight = (way: Way) => {
    const text = readBy(way, characters);
    const parsed = text === null ? null : parseCode(text, 'badge', affixes);
    return parsed?.ok === true && parsed.code === CALIBRATION_TEXT;
  };
  // A layout by place comes first, since it stays right when this machine is given another layout.
  const layout = [...KEYBOARD_LAYOUTS, 'machine' as const].find(isRight);
  if (!layout) {
    const isOfSimilarLength = Math.abs(characters.length - CALIBRATION_TEXT.length) <= 3;
    return { is: isOfSimilarLength ? 'unknown-layout' : 'other-code' };
  }
  return {
    is: 'measured',
    layout,
    gapMs: limit(timing.largestGapMs * GAP_MARGIN, 10, GAP_MS),
    meanMs: limit(timing.meanGapMs * MEAN_MARGIN, 5, MEAN_MS),
  };
}

function limit(ms: number, step: number, { least, most }: typeof GAP_MS): number {
  return Math.min(most, Math.max(least, Math.ceil(ms / step) * step));
}
