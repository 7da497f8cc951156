import { describe, expect, test } from 'vitest';
import type { ScannerReading } from '../../../../renderer/scanner/scanner-reading.ts';
import {
  fateOf,
  type PurposeChange,
  purposeOn,
  type ReadingFate,
  type Surroundings,
} from '../../../../renderer/state/scan-purpose.ts';

const SCAN: Surroundings = { area: 'closed', screen: 'scan' };
const PIN_PAD: Surroundings = { area: 'asks-pin', screen: 'scan' };
const STAFF: Surroundings = { area: 'open', screen: 'scan' };
const FAULT: Surroundings = { area: 'closed', screen: 'fault' };
const PIN_PAD_OVER_FAULT: Surroundings = { area: 'asks-pin', screen: 'fault' };
const STAFF_OVER_FAULT: Surroundings = { area: 'open', screen: 'fault' };

const SET_UP: Surroundings = { area: 'closed', screen: 'setup' };

const CHANGED_AT = 1000;
const BEFORE = CHANGED_AT - 1;

function change(from: Surroundings, to: Surroundings): PurposeChange {
  return { from: purposeOn(from), to: purposeOn(to), at: CHANGED_AT };
}

function madeAt(at: number, doubt: 'too-short' | 'incomplete' | null = null) {
  return { at, wedge: doubt && { doubt } } as Pick<ScannerReading, 'wedge' | 'at'>;
}

test.each<[string, Surroundings, ReadingFate]>([
  ['the scan screen is a check-in', SCAN, 'check-in'],
  ['the PIN pad over the scan screen is a check-in', PIN_PAD, 'check-in'],
  ['the staff area is a trial', STAFF, 'trial'],
  ['the staff area over a fault is a trial', STAFF_OVER_FAULT, 'trial'],
  ['a fault is only a visitor', FAULT, 'visitor'],
  ['the PIN pad over a fault is only a visitor', PIN_PAD_OVER_FAULT, 'visitor'],
  ['the set-up is a trial', SET_UP, 'trial'],
  [
    'a page that the core hasn’t spoken to is only a visitor',
    { area: 'closed', screen: null },
    'visitor',
  ],
])('a scan on %s', (_, screen, fate) => {
  expect(fateOf(madeAt(CHANGED_AT), change(screen, screen), screen)).toBe(fate);
});

describe('a scan that arrives after the screen has changed', () => {
  test.each<[string, Surroundings, Surroundings, ReadingFate]>([
    ['made in the staff area that has closed is dropped', STAFF, SCAN, 'none'],
    ['made in the staff area that has locked is dropped', STAFF, PIN_PAD, 'none'],
    ['made in the set-up that is done is dropped', SET_UP, SCAN, 'none'],
    ['made on the scan screen is a check-in in the staff area, too', SCAN, STAFF, 'check-in'],
    ['made on the scan screen is no check-in once there is a fault', SCAN, FAULT, 'visitor'],
    ['made during a fault is no check-in on the scan screen', FAULT, SCAN, 'visitor'],
  ])('%s', (_, from, to, fate) => {
    expect(fateOf(madeAt(BEFORE), change(from, to), to)).toBe(fate);
  });
});

test('keys too few for a scan are shown to staff who try a scanner, and disturb nobody else', () => {
  const short = madeAt(CHANGED_AT, 'too-short');
  expect(fateOf(short, change(STAFF, STAFF), STAFF)).toBe('trial');
  for (const screen of [SCAN, PIN_PAD, FAULT]) {
    expect(fateOf(short, change(screen, screen), screen)).toBe('none');
  }
  expect(fateOf(madeAt(CHANGED_AT, 'incomplete'), change(SCAN, SCAN), SCAN)).toBe('check-in');
});
