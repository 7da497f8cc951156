import { expect, test } from 'vitest';
import { venueFacts } from '../../../../../../renderer/screens/staff/venue/venue-facts.ts';
import { WORDS } from '../../../../../fixtures/words.ts';
import { aDevice, aVenue } from './a-venue.ts';

const told = (venue: Parameters<typeof venueFacts>[1]) =>
  venueFacts(WORDS, venue).map(({ tone, what }) => [tone, what]);

test('all is well', () => {
  expect(told(aVenue())).toEqual([['good', 'The hub answers']]);
});

test.each([
  ['unreachable', "The hub doesn't answer"],
  ['silent', 'The hub tells nothing new'],
  ['refused', "The hub doesn't know this device any more"],
  ['another', "What answers isn't this device's hub"],
] as const)('a hub that is %s, and for how long', (is, what) => {
  const [fact] = venueFacts(WORDS, aVenue({ hub: { is, silentMs: 180_000, aheadMs: 0 } }));
  expect(fact).toMatchObject({ id: 'hub', tone: 'bad', what, age: 'for 3 min' });
  expect(fact?.detail).not.toBeNull();
});

test.each([
  [3_600_000, "The hub's clock is 1 h 0 min ahead"],
  [-3_600_000, "The hub's clock is 1 h 0 min behind"],
])("a hub's clock that is off", (aheadMs, what) => {
  const hub = { is: 'answers', silentMs: 0, aheadMs } as const;
  expect(told(aVenue({ hub }))).toEqual([
    ['bad', what],
    ['good', 'The hub answers'],
  ]);
});

test.each([
  [1, 'Check that it is on and connected to this network. It keeps its scans meanwhile.'],
  [2, 'Check that they are on and connected to this network. They keep their scans meanwhile.'],
])('what to do about %i silent devices', (count, detail) => {
  const devices = Array.from({ length: count }, () => aDevice({ presence: 'gone' }));
  expect(venueFacts(WORDS, aVenue({ devices }))[0]).toMatchObject({ id: 'gone', detail });
});

test('how many devices are silent, share a hub line, and have let somebody in twice', () => {
  const devices = [
    aDevice({ presence: 'gone', letInTwice: 1 }),
    aDevice({ presence: 'gone', sharesJoin: true }),
    aDevice({ presence: 'unknown', letInTwice: 2 }),
  ];
  expect(told(aVenue({ devices }))).toEqual([
    ['bad', '2 devices are silent'],
    ['bad', 'Two devices use the same hub line'],
    ['warn', '3 badges let in twice'],
    ['good', 'The hub answers'],
  ]);
});
