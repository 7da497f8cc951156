import { expect, test } from 'vitest';
import type { JournalEntry } from '../../simulator/simulator.ts';
import type { KeptScan } from '../../torture/promises.ts';
import {
  brokenVenuePromises,
  type GateEvidence,
  type VenueEvidence,
} from '../../torture/venue-promises.ts';

const kept = (scanId: string, given: Partial<KeptScan> = {}) =>
  ({
    scan_id: scanId,
    idempotency_key: `key-${scanId}`,
    state: 'done',
    ambiguous: 0,
    ...given,
  }) as KeptScan;
const answered = (scanId: string) =>
  ({ idempotencyKey: `key-${scanId}`, status: 201 }) as JournalEntry;

/** The gate that was first, and one that was second and has told its person so. */
const FIRST: GateEvidence = {
  told: [{ code: 'TEST-1', scanId: 'a', outcome: 'queued' }],
  kept: [kept('a')],
  claims: [{ scanId: 'a', key: '01', state: 'won' }],
  listed: [],
};
const SECOND: GateEvidence = {
  told: [{ code: 'TEST-1', scanId: 'b', outcome: 'already-checked-in' }],
  kept: [kept('b')],
  claims: [{ scanId: 'b', key: '01', state: 'lost' }],
  listed: [],
};
/** The second one when it has heard nothing of the first one. */
const LET_IN_TWICE: GateEvidence = {
  ...SECOND,
  told: [{ code: 'TEST-1', scanId: 'b', outcome: 'queued' }],
  listed: ['b'],
};
const HELD = new Map([['01', { device: 'gate0001', scanId: 'a' }]]);
const HELD_BY_OTHER = new Map([['01', { device: 'gate0002', scanId: 'b' }]]);
const EVIDENCE: VenueEvidence = {
  gates: [FIRST, SECOND],
  hub: [HELD, HELD, HELD],
  checkins: ['TEST-1'],
  journal: [answered('a'), answered('b')],
};
const broken = (changed: Partial<VenueEvidence>) =>
  brokenVenuePromises({ ...EVIDENCE, ...changed }).map(({ promise }) => promise);

test('a badge that one gate lets in, and one that two do with the second on staff’s list', () => {
  expect(broken({})).toEqual([]);
  expect(broken({ gates: [FIRST, LET_IN_TWICE] })).toEqual([]);
});

test('a request that came to a time limit may be sent again, although it was answered', () => {
  const late = { ...FIRST, kept: [kept('a', { ambiguous: 1 })] };
  const journal = [...EVIDENCE.journal, answered('a')];
  expect(broken({ gates: [late, SECOND], journal })).toEqual([]);
});

test.each<[string, Partial<VenueEvidence>]>([
  [
    'somebody with a good badge is let in',
    {
      gates: [{ ...FIRST, told: [{ code: 'TEST-1', scanId: 'a', outcome: 'attention' }] }, SECOND],
    },
  ],
  ['nobody else is on staff’s list', { gates: [FIRST, { ...SECOND, listed: ['b'] }] }],
  ['who was let in twice is on staff’s list', { gates: [FIRST, { ...LET_IN_TWICE, listed: [] }] }],
  ['all nodes have the same claim', { hub: [HELD, HELD, HELD_BY_OTHER] }],
  ['all nodes have the same claim', { hub: [HELD, HELD, new Map()] }],
  [
    'one gate has won, not 2',
    {
      gates: [FIRST, { ...SECOND, claims: [{ scanId: 'b', key: '01', state: 'won' }] }],
      hub: [HELD],
    },
  ],
  ['every badge is checked in', { checkins: [] }],
  ['nothing counts twice', { checkins: ['TEST-1', 'TEST-1'] }],
  ['every scan is kept', { gates: [{ ...FIRST, kept: [] }, SECOND] }],
  [
    'every scan is sent in the end',
    { gates: [{ ...FIRST, kept: [kept('a', { state: 'pending' })] }, SECOND] },
  ],
  ['what was answered isn’t sent again', { journal: [...EVIDENCE.journal, answered('a')] }],
  [
    'no claim is left to-offer',
    { gates: [FIRST, { ...SECOND, claims: [{ scanId: 'b', key: '01', state: 'to-offer' }] }] },
  ],
])('%s', (promise, changed) => {
  expect(broken(changed)).toContain(promise);
});

test('a claim that the hub has acknowledged and lost is named, whoever has the badge now', () => {
  const lost = 'what the hub has given a gate is that gate’s';
  expect(broken({ hub: [HELD_BY_OTHER, HELD_BY_OTHER, HELD] })).toContain(lost);
  expect(broken({ hub: [new Map()] })).toEqual(['the hub has every badge', lost]);
});
