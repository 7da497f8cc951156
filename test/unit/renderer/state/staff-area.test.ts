import { expect, test } from 'vitest';
import {
  NO_STAFF,
  nextStaffArea,
  type StaffArea,
  type StaffEvent,
} from '../../../../renderer/state/staff-area.ts';
import type { StaffRole } from '../../../../shared/bridge/staff-role.ts';

const closed: StaffArea = {
  is: 'closed',
  visit: 7,
  role: null,
  needs: 'steward',
  opensOn: 'overview',
};
const asksPin: StaffArea = { ...closed, is: 'asks-pin' };
const open: StaffArea = { ...closed, is: 'open', role: 'supervisor' };
const openToSteward: StaffArea = { ...open, role: 'steward' };
/** A steward stands before the pad, for what only the supervisor's PIN opens. */
const asksMore: StaffArea = { ...asksPin, role: 'steward', needs: 'supervisor' };
/** The same after a PIN was tried: the core has locked, and keeps nothing for the steward to go back to. */
const triedMore: StaffArea = { ...asksMore, role: null };

const unlocked = (visit: number, role: StaffRole = 'supervisor'): StaffEvent => {
  return { is: 'unlocked', visit, role };
};

test.each<[string, StaffArea, StaffEvent, StaffArea]>([
  ['somebody asks for it', closed, { is: 'asked' }, { ...asksPin, visit: 8 }],
  [
    'somebody asks for its check',
    closed,
    { is: 'asked', for: 'check' },
    { ...asksPin, visit: 8, opensOn: 'check' },
  ],
  [
    'somebody asks for it later',
    { ...closed, opensOn: 'check' },
    { is: 'asked' },
    { ...asksPin, visit: 8 },
  ],
  [
    'the PIN for the check is right',
    { ...asksPin, opensOn: 'check' },
    unlocked(7),
    { ...open, opensOn: 'check' },
  ],
  ['somebody asks for it twice', asksPin, { is: 'asked' }, asksPin],
  ['the PIN is right', asksPin, unlocked(7), open],
  ['the PIN is the steward’s', asksPin, unlocked(7, 'steward'), openToSteward],
  ['the PIN was right after the pad was closed', closed, unlocked(7), closed],
  ['the PIN of an earlier pad was right', asksPin, unlocked(6), asksPin],
  ['the core has locked it', open, { is: 'found-locked', visit: 7 }, { ...asksPin, visit: 8 }],
  ['an answer comes after staff went', closed, { is: 'found-locked', visit: 7 }, closed],
  ['an answer of an earlier visit comes', open, { is: 'found-locked', visit: 6 }, open],
  ['staff go', open, { is: 'closed' }, closed],
  ['nobody enters a PIN', asksPin, { is: 'closed' }, closed],
  ['somebody goes back from the pad', asksPin, { is: 'went-back' }, closed],
  ['it is closed already', closed, { is: 'closed' }, closed],
  ['a steward wants more', openToSteward, { is: 'asked-more' }, { ...asksMore, visit: 8 }],
  ['a steward tries a PIN for more', asksMore, { is: 'tried', visit: 7 }, triedMore],
  ['that of an earlier pad is tried', asksMore, { is: 'tried', visit: 6 }, asksMore],
  ['a steward gets more', triedMore, unlocked(7), { ...open, needs: 'supervisor' }],
  ['a steward enters their own PIN for more', triedMore, unlocked(7, 'steward'), asksMore],
  ['a steward goes back after a wrong PIN', triedMore, { is: 'went-back' }, closed],
  [
    'a steward goes back',
    asksMore,
    { is: 'went-back' },
    { ...openToSteward, visit: 8, needs: 'supervisor' },
  ],
  ['a steward leaves the pad alone', asksMore, { is: 'closed' }, closed],
  ['nobody has opened it, so there is no more', closed, { is: 'asked-more' }, closed],
])('%s', (_, before, event, after) => {
  expect(nextStaffArea(before, event)).toEqual(after);
});

test('an answer of before never opens it or asks for the PIN again', () => {
  const first = nextStaffArea(NO_STAFF, { is: 'asked' });
  const away = nextStaffArea(first, { is: 'closed' });
  const second = nextStaffArea(away, { is: 'asked' });
  const { visit } = first;
  for (const event of [unlocked(visit), { is: 'found-locked', visit } as const]) {
    expect(nextStaffArea(away, event)).toEqual(away);
    expect(nextStaffArea(second, event)).toEqual(second);
  }
});
