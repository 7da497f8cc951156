import { expect, test } from 'vitest';
import { screenOf } from '../../../../renderer/state/screen.ts';
import { aState } from '../a-state.ts';

test.each([
  { core: 'setup', staffOpen: false, shows: 'setup' },
  { core: 'setup', staffOpen: true, shows: 'setup' },
  { core: 'fault', staffOpen: false, shows: 'fault' },
  { core: 'fault', staffOpen: true, shows: 'staff' },
  { core: 'scan', staffOpen: false, shows: 'scan' },
  { core: 'scan', staffOpen: true, shows: 'staff' },
] as const)('$core with the staff area open: $staffOpen shows $shows', (row) => {
  expect(screenOf(aState({ screen: row.core }), row.staffOpen)).toBe(row.shows);
});

test('before the core has spoken, the kiosk is starting', () => {
  expect(screenOf(null, false)).toBe('starting');
});
