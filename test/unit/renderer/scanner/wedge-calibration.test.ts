import { describe, expect, test } from 'vitest';
import { CALIBRATION_TEXT, calibrate } from '../../../../renderer/scanner/wedge-calibration.ts';
import { KEYBOARD_LAYOUTS } from '../../../../shared/scan/scanner-layouts.ts';
import { canType, typed } from './wedge/layout-keys.ts';
import { play, playAll, scannerKeys, type TimedKey } from './wedge/typed-keys.ts';

const NO_AFFIXES = { prefix: '', suffix: '' };
/** As the scanner test listens while it measures. */
const ANY_PACE = { gapMs: 300, meanMs: 200 };

function measure(keys: TimedKey[], affixes = NO_AFFIXES) {
  const [scan] = playAll(keys, ANY_PACE).scans;
  if (!scan) throw new Error('Nothing was read');
  return calibrate(scan, affixes);
}

describe('a scanner set to each layout that we know', () => {
  const pairs = KEYBOARD_LAYOUTS.flatMap((scanner) =>
    KEYBOARD_LAYOUTS.map((machine) => [scanner, machine] as const),
  );
  test.each(pairs)('%s is recognised on a machine that has %s', (scanner, machine) => {
    expect(canType(CALIBRATION_TEXT, scanner)).toBe(true);
    const found = measure(typed(CALIBRATION_TEXT, scanner, machine));
    expect(found).toMatchObject({ is: 'measured', layout: scanner });
  });
});

test('what the scanner puts around the code does not matter', () => {
  const keys = typed(`]Q1X-${CALIBRATION_TEXT}`, 'de', 'us');
  expect(measure(keys, { prefix: 'X-', suffix: '' })).toMatchObject({ layout: 'de' });
});

test('a layout that only this machine knows is believed', () => {
  const keys = typed(CALIBRATION_TEXT, 'us', 'us').map((key) => ({ ...key, code: 'Lang1' }));
  expect(measure(keys)).toMatchObject({ is: 'measured', layout: 'machine' });
});

test('a layout that nobody knows is said', () => {
  const keys = typed(CALIBRATION_TEXT, 'us', 'us').map((key) =>
    key.key === 'm' ? { ...key, key: 'щ', code: 'KeyQ' } : key,
  );
  expect(measure(keys)).toEqual({ is: 'unknown-layout' });
});

test('another code is no measure', () => {
  expect(measure(typed('badge-42', 'us', 'us'))).toEqual({ is: 'other-code' });
});

describe('the limits', () => {
  const at = (gapMs: number) => measure(scannerKeys(CALIBRATION_TEXT, { gaps: () => gapMs }));

  test.each([
    [1, 80, 50],
    [40, 80, 50],
    [60, 90, 75],
    [100, 150, 125],
    [199, 300, 200],
  ])('for a scanner with %i ms a key', (gapMs, largest, mean) => {
    expect(at(gapMs)).toMatchObject({ gapMs: largest, meanMs: mean });
  });

  test.each([60, 80, 120])('make a scanner with %i ms a key readable', (gapMs) => {
    const found = at(gapMs);
    if (found.is !== 'measured') throw new Error('It was not measured');
    const keys = scannerKeys('BADGE-0042', { gaps: () => gapMs });
    expect(play(keys).scans).toEqual([]);
    expect(play(keys, { gapMs: found.gapMs, meanMs: found.meanMs })).toEqual({
      scans: ['BADGE-0042'],
      field: '',
      passed: expect.not.arrayContaining(['Enter']),
    });
  });
});
