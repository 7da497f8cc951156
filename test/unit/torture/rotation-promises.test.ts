import { expect, test } from 'vitest';
import type { JournalEntry } from '../../simulator/simulator.ts';
import type { KeptScan } from '../../torture/promises.ts';
import {
  brokenRotationPromises,
  type RotationEvidence,
  type TimedScan,
} from '../../torture/rotation-promises.ts';

const scan = (scanId: string, given: Partial<TimedScan> = {}): TimedScan => ({
  code: `TEST-${scanId}`,
  scanId,
  outcome: 'checked-in',
  reason: null,
  waitedMs: 5,
  afterChange: false,
  ...given,
});
const sent = (scanId: string, apiKeyTail: string) =>
  ({ code: `TEST-${scanId}`, idempotencyKey: `key-${scanId}`, apiKeyTail }) as JournalEntry;

/** One scan before the change, one under way during it, one after it: all promises are kept. */
const EVIDENCE: RotationEvidence = {
  scans: [scan('a'), scan('b'), scan('c', { afterChange: true })],
  kept: ['a', 'b', 'c'].map(
    (id) => ({ scan_id: id, idempotency_key: `key-${id}` }) as unknown as KeptScan,
  ),
  journal: [sent('a', '_old'), sent('b', '_old'), sent('b', '_new'), sent('c', '_new')],
  journalAtChange: 1,
  oldTail: '_old',
  mostUnderWay: 1,
  longestWaitMs: 800,
};
const broken = (changed: Partial<RotationEvidence>) =>
  brokenRotationPromises({ ...EVIDENCE, ...changed }).map(({ promise }) => promise);

test('what was under way may end under the old key', () => {
  expect(broken({})).toEqual([]);
});

test.each<[string, Partial<RotationEvidence>]>([
  ['nobody waits 801 ms', { scans: [scan('a', { waitedMs: 801 })] }],
  [
    'after the change nobody is told key-refused',
    { scans: [scan('c', { reason: 'key-refused', afterChange: true })] },
  ],
  [
    'a scan made after the change goes out under the new key',
    { journal: [sent('a', '_old'), sent('c', '_old')] },
  ],
  [
    'only what was under way ends under the old key, not 2 requests',
    { journal: [sent('a', '_old'), sent('b', '_old'), sent('b', '_old')] },
  ],
])('%s', (promise, changed) => {
  expect(broken(changed)).toEqual([promise]);
});
