import { expect, test } from 'vitest';
import {
  NO_STAFF,
  nextStaffArea,
  type StaffArea,
  type StaffEvent,
} from '../../../../renderer/state/staff-area.ts';

const closed: StaffArea = { is: 'closed', visit: 7 };
const asksPin: StaffArea = { is: 'asks-pin', visit: 7 };
const open: StaffArea = { is: 'open', visit: 7 };

test.each<[string, StaffArea, StaffEvent, StaffArea]>([
  ['somebody asks for it', closed, { is: 'asked' }, { is: 'asks-pin', visit: 8 }],
  ['somebody asks for it twice', asksPin, { is: 'asked' }, asksPin],
  ['the PIN is right', asksPin, { is: 'unlocked', visit: 7 }, open],
  ['the PIN was right after the pad was closed', closed, { is: 'unlocked', visit: 7 }, closed],
  ['the PIN of an earlier pad was right', asksPin, { is: 'unlocked', visit: 6 }, asksPin],
  ['the core has locked it', open, { is: 'found-locked', visit: 7 }, { is: 'asks-pin', visit: 8 }],
  ['an answer comes after staff went', closed, { is: 'found-locked', visit: 7 }, closed],
  ['an answer of an earlier visit comes', open, { is: 'found-locked', visit: 6 }, open],
  ['staff go', open, { is: 'closed' }, closed],
  ['nobody enters a PIN', asksPin, { is: 'closed' }, closed],
  ['it is closed already', closed, { is: 'closed' }, closed],
])('%s', (_, before, event, after) => {
  expect(nextStaffArea(before, event)).toEqual(after);
});

test('an answer of before never opens it or asks for the PIN again', () => {
  const first = nextStaffArea(NO_STAFF, { is: 'asked' });
  const away = nextStaffArea(first, { is: 'closed' });
  const second = nextStaffArea(away, { is: 'asked' });
  for (const is of ['unlocked', 'found-locked'] as const) {
    const { visit } = first;
    expect(nextStaffArea(away, { is, visit })).toEqual(away);
    expect(nextStaffArea(second, { is, visit })).toEqual(second);
  }
});
