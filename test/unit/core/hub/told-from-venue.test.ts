import { expect, test } from 'vitest';
import type { ClaimAnswer, HeldClaim } from '../../../../electron/core/hub/claim-hub.ts';
import {
  JUST_NOW_MS,
  toldFromVenue,
  type VenueQuestion,
} from '../../../../electron/core/hub/told-from-venue.ts';

const UNKNOWN: VenueQuestion = {
  replica: null,
  answer: null,
  holderIsVoid: false,
  secondScan: 'welcome',
};
const MINUTES = 60_000;

function lost(agoMs: number): ClaimAnswer {
  const holder: HeldClaim = {
    key: '0'.repeat(32),
    scanId: 'their-scan',
    location: 'Gate B',
    device: 'k3v9x2m7',
    at: 0,
    agoMs,
  };
  return { is: 'lost', holder };
}

test.each<[string, Partial<VenueQuestion>]>([
  ['no hub was asked', {}],
  ['the claim was won', { answer: { is: 'won' } }],
  ['the hub was late', { answer: { is: 'late' } }],
  ['who has it can’t be read here', { answer: { is: 'unreadable' } }],
  ['the hub is out of reach', { answer: { is: 'unreachable' } }],
  ['Confera refused the other gate’s scan', { answer: lost(10 * MINUTES), holderIsVoid: true }],
  [
    'this device knows that it was refused there',
    { replica: { agoMs: 10 * MINUTES, isVoid: true }, answer: { is: 'unreachable' } },
  ],
])('nothing is told where %s', (_, known) => {
  expect(toldFromVenue({ ...UNKNOWN, ...known })).toBeNull();
});

test.each<[string, Partial<VenueQuestion>, string, string]>([
  ['another gate had it before', { answer: lost(40 * MINUTES) }, 'already-checked-in', 'elsewhere'],
  [
    'the same, and staff are to look at it',
    { answer: lost(40 * MINUTES), secondScan: 'staff' },
    'attention',
    'elsewhere',
  ],
  [
    'another gate had it a moment ago, and staff need not look at that',
    { answer: lost(JUST_NOW_MS - 1), secondScan: 'staff' },
    'already-checked-in',
    'elsewhere-just-now',
  ],
  [
    'another gate had it just long enough ago',
    { answer: lost(JUST_NOW_MS), secondScan: 'staff' },
    'attention',
    'elsewhere',
  ],
  [
    'this device had heard of it, and the hub is gone by now',
    { replica: { agoMs: 10 * MINUTES, isVoid: false }, answer: { is: 'unreachable' } },
    'already-checked-in',
    'elsewhere',
  ],
  [
    'this device had heard of it, and a hub that was emptied gives it away again',
    { replica: { agoMs: 10 * MINUTES, isVoid: false }, answer: { is: 'won' } },
    'already-checked-in',
    'elsewhere',
  ],
])('a second scan is told where %s', (_, known, outcome, reason) => {
  expect(toldFromVenue({ ...UNKNOWN, ...known })).toMatchObject({ outcome, reason });
});
