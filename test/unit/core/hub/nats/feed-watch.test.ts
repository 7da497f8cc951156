import { expect, test } from 'vitest';
import {
  type FeedSigns,
  feedTrouble,
  hasForgotten,
  hasSlept,
} from '../../../../../electron/core/hub/nats/feed-watch.ts';

const NOW = 100_000;
const GOOD: FeedSigns = {
  builtAt: NOW - 60_000,
  heardAt: NOW - 900,
  messageAt: NOW - 30_000,
  position: 7,
  own: null,
};

test.each<[string, Partial<FeedSigns>, ReturnType<typeof feedTrouble>]>([
  ['heartbeats alone are enough', {}, null],
  ['nothing for a while', { heardAt: NOW - 3000 }, null],
  ['nothing for too long', { heardAt: NOW - 3001 }, 'silent'],
  ['a new one may need its time', { builtAt: NOW - 3000, heardAt: null, messageAt: null }, null],
  ['a new one that never says anything', { builtAt: NOW - 3001, heardAt: null }, 'silent'],
  ['its own claim was told', { own: { sequence: 7, takenAt: NOW - 60_000 } }, null],
  ['its own claim is on its way', { own: { sequence: 8, takenAt: NOW - 3000 } }, null],
  ['its own claim is missing', { own: { sequence: 8, takenAt: NOW - 3001 } }, 'own-missing'],
  [
    'its own claim is at the end of many others',
    { own: { sequence: 900, takenAt: NOW - 20_000 }, messageAt: NOW - 10 },
    null,
  ],
  [
    'a new one that tells nothing, while the hub has a claim of this device’s',
    { own: { sequence: 8, takenAt: NOW - 4000 }, messageAt: null, builtAt: NOW - 4000 },
    'own-missing',
  ],
])('a feed: %s', (_, signs, trouble) => {
  expect(feedTrouble({ ...GOOD, ...signs }, NOW)).toBe(trouble);
});

test.each<[string, number, Parameters<typeof hasForgotten>[1], boolean]>([
  ['nothing was told yet', 0, { messages: 0, lastSequence: 0 }, false],
  ['nothing was told yet of what it has', 0, { messages: 5, lastSequence: 5 }, false],
  ['all was told', 5, { messages: 5, lastSequence: 5 }, false],
  ['there is more', 4, { messages: 5, lastSequence: 5 }, false],
  ['its first ones have expired', 5, { messages: 1, lastSequence: 5 }, false],
  ['it has fewer than was told', 6, { messages: 5, lastSequence: 5 }, true],
  ['it was emptied', 5, { messages: 0, lastSequence: 5 }, true],
])('a stream: %s', (_, position, stream, forgotten) => {
  expect(hasForgotten(position, stream)).toBe(forgotten);
});

test.each<[string, Parameters<typeof hasSlept>[0], boolean]>([
  ['a tick in time', { uptime: 1002, monotonic: 1001, due: 1000 }, false],
  ['a busy machine', { uptime: 9000, monotonic: 9000, due: 1000 }, false],
  ['an uptime that is read to the second', { uptime: 3000, monotonic: 1001, due: 1000 }, false],
  [
    'a sleep that the monotonic clock leaves out',
    { uptime: 9000, monotonic: 1001, due: 1000 },
    true,
  ],
  ['a sleep that both count', { uptime: 60_000, monotonic: 60_000, due: 1000 }, true],
])('a machine: %s', (_, passed, slept) => {
  expect(hasSlept(passed)).toBe(slept);
});
