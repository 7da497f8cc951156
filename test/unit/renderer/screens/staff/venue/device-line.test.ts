import { expect, test } from 'vitest';
import { deviceLines } from '../../../../../../renderer/screens/staff/venue/device-line.ts';
import type { VenueDevice } from '../../../../../../shared/bridge/venue.ts';
import { WORDS } from '../../../../../fixtures/words.ts';
import { aDevice } from './a-venue.ts';

const MINUTE = 60_000;

const lineOf = (changes: Partial<VenueDevice>) => deviceLines(WORDS, [aDevice(changes)])[0];

test('a device that is well', () => {
  expect(lineOf({ lastScanMs: 4000 })).toMatchObject({
    state: 'green',
    says: 'Online',
    waiting: { say: '0', detail: null },
    lastScan: { say: '4 s ago' },
    storage: { say: 'Works', isBad: false },
    clock: { say: 'Right', isBad: false },
    notes: [],
  });
});

test.each([
  ['offline', { connection: 'offline' }, 'amber', 'Offline'],
  ['refused', { connection: 'blocked' }, 'red', 'Refused by Confera'],
  ['gone', { presence: 'gone', heardMs: 3 * MINUTE }, 'red', 'Silent for 3 min'],
  ['not heard', { presence: 'unknown', heardMs: 3 * MINUTE }, 'unknown', 'Last heard 3 min ago'],
] as const)('a device that is %s', (_, changes, state, says) => {
  expect(lineOf(changes)).toMatchObject({ state, says });
});

test('what waits, and since when', () => {
  expect(lineOf({ queued: 1234, oldestMs: 5 * MINUTE })?.waiting).toMatchObject({
    say: '1,234',
    detail: 'for 5 min',
  });
  expect(lineOf({ lastScanMs: null })?.lastScan.say).toBe('None yet');
});

test('storage that fails, with what to do', () => {
  expect(lineOf({ storage: 'disk-full' })?.storage).toEqual({
    say: 'Scans are not saved',
    detail: 'The disk is full. Free some space.',
    isBad: true,
  });
});

test.each([
  [119_000, 'Right', false],
  [-119_000, 'Right', false],
  [121_000, '2 min ahead', true],
  [-3_600_000, '1 h 0 min behind', true],
  [null, 'Not known yet', false],
])('a clock that is %s ms ahead', (clockAheadMs, say, isBad) => {
  expect(lineOf({ clockAheadMs })?.clock).toMatchObject({ say, isBad });
});

test('what else there is to know', () => {
  expect(lineOf({ sharesJoin: true, formerId: 'gate-old', letInTwice: 2 })?.notes).toEqual([
    { say: 'Same hub line as another device', isBad: true },
    { say: 'Called gate-old before', isBad: false },
    { say: '2 badges let in twice', isBad: false },
  ]);
});

test('the worst first, then by place and name', () => {
  const lines = deviceLines(WORDS, [
    aDevice({ deviceId: 'a', location: 'Gate 10' }),
    aDevice({ deviceId: 'b', location: 'Gate 9' }),
    aDevice({ deviceId: 'c', presence: 'unknown' }),
    aDevice({ deviceId: 'd', connection: 'offline' }),
    aDevice({ deviceId: 'e', presence: 'gone' }),
    aDevice({ deviceId: 'f', storage: 'disk-full' }),
    aDevice({ deviceId: 'g', clockAheadMs: 60 * MINUTE }),
    aDevice({ deviceId: 'h', sharesJoin: true }),
  ]);
  const names = lines.map(({ deviceId }) => deviceId);
  expect(names).toEqual(['e', 'f', 'g', 'h', 'd', 'c', 'b', 'a']);
});
