import { type Affixes, parseCode } from '../../shared/scan/parse-code.ts';
import { KEYBOARD_LAYOUTS, type ScannerLayout } from '../../shared/scan/scanner-layouts.ts';
import { readBy } from './wedge/reading.ts';
import type { WedgeScan } from './wedge/wedge-scan.ts';

/** Says something else in every layout that we know; none of them needs a dead key for it. */
export const CALIBRATION_TEXT = 'confera-kiosk:Yz_Qwam;4.2/#*';

/** What a person's own pace leaves room for: the defaults of the settings, and what they accept. */
const GAP_MS = { least: 80, most: 300 };
const MEAN_MS = { least: 50, most: 200 };
/** Above what was measured, since no two scans are alike. */
const GAP_MARGIN = 1.5;
const MEAN_MARGIN = 1.25;

/** What a scan of the calibration code tells of a wedge scanner. */
export type Calibration =
  /** Another code was scanned. */
  | { is: 'other-code' }
  /** The right one, but typed for a layout that we don't know, or with keys missing. */
  | { is: 'unknown-layout' }
  | { is: 'measured'; layout: Exclude<ScannerLayout, 'auto'>; gapMs: number; meanMs: number };

/** Finds the scanner's layout and the limits that it needs. */
export function calibrate({ characters, timing }: WedgeScan, affixes: Affixes): Calibration {
  const isRight = (way: Parameters<typeof readBy>[0]) => {
    const text = readBy(way, characters);
    const parsed = text === null ? null : parseCode(text, 'badge', affixes);
    return parsed?.ok === true && parsed.code === CALIBRATION_TEXT;
  };
  // By its place a key is read whatever layout this machine is given later.
  const layout = KEYBOARD_LAYOUTS.find(isRight) ?? (isRight('machine') ? 'machine' : null);
  if (!layout) {
    const isAsLong = Math.abs(characters.length - CALIBRATION_TEXT.length) <= 3;
    return { is: isAsLong ? 'unknown-layout' : 'other-code' };
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
