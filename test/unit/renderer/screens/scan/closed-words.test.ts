import { expect, test } from 'vitest';
import {
  type ClosedBecause,
  closedBecause,
  closedWords,
} from '../../../../../renderer/screens/scan/closed-words.ts';
import { WORDS } from '../../../../fixtures/words.ts';
import { aState } from '../../a-state.ts';

const BLOCKED = { is: 'blocked', since: 0, reason: 'key-refused' } as const;
const CLOSURE = { since: 0, place: 'Gate B', isKept: true };

test.each<[string, Parameters<typeof aState>[0], boolean, ClosedBecause | null]>([
  ['a healthy kiosk', {}, true, null],
  ['a refused device', { connection: BLOCKED }, true, { is: 'blocked' }],
  ['a core out of reach', { connection: BLOCKED }, false, { is: 'unreachable' }],
  [
    'an entrance that staff have closed, whatever else is wrong',
    { connection: BLOCKED, closure: CLOSURE },
    false,
    { is: 'by-staff', place: 'Gate B' },
  ],
])('%s', (_, changes, reachable, because) => {
  expect(closedBecause(aState(changes), reachable)).toEqual(because);
});

test('visitors are sent to the place that staff have named, or else to any other entrance', () => {
  const { byStaff } = WORDS.closed;
  const below = (place: string | null) => closedWords(WORDS, { is: 'by-staff', place }).below;
  expect(below('Gate B')).toBe(byStaff.place({ place: 'Gate B' }));
  expect(below('Gate B')).toContain('Gate B');
  expect(below(null)).toBe(byStaff.below);
});
