import { describe, expect, test } from 'vitest';
import { toldFromEarlier } from '../../../../electron/core/checkin/earlier-scan.ts';
import type { EarlierScan } from '../../../../electron/core/outbox/scan-row.ts';

type Known = Parameters<typeof toldFromEarlier>[0][number];

const TOLD = {
  pending: 'queued',
  sending: null,
  done: 'checked-in',
  rejected: 'rejected',
  attention: 'attention',
} as const satisfies Record<EarlierScan['state'], EarlierScan['told']>;

const scan = (scanId: string, state: Known['state'], rest: Partial<Known> = {}): Known => ({
  scanId,
  state,
  reason: null,
  told: TOLD[state],
  isHere: true,
  ...rest,
});
const refused = (scanId: string, rest: Partial<Known> = {}) =>
  scan(scanId, 'rejected', { reason: 'revoked-badge', ...rest });
/** The scan was kept, and its person was sent to staff. */
const forStaff = (scanId: string) => scan(scanId, 'pending', { told: 'attention' });
/** Confera refused the scan, and staff have it sent again. */
const sentAgain = (scanId: string) => scan(scanId, 'pending', { told: 'rejected' });
const there = { isHere: false };

const known = (scanId: string) => ({ outcome: 'already-checked-in', scanId, reason: null });
const REFUSED_BEFORE = { outcome: 'attention', scanId: null, reason: 'refused-before' };
const STAFF_AGAIN = { outcome: 'attention', scanId: null, reason: null };

describe('while Confera is out of reach', () => {
  test.each<[string, Known[], object | null]>([
    ['a code that this device has not seen', [], null],
    ['one that waits', [scan('a', 'pending')], known('a')],
    ['one that is being sent', [scan('a', 'sending')], known('a')],
    ['one that Confera has taken', [scan('a', 'done')], known('a')],
    ['the first of several counts', [scan('a', 'done'), scan('b', 'done')], known('a')],
    [
      'a conflict stays one for staff',
      [scan('a', 'attention', { reason: 'key-reused' })],
      { outcome: 'attention', scanId: 'a', reason: 'key-reused' },
    ],
    ['refused: kept, and for staff', [refused('a')], REFUSED_BEFORE],
    ['refused, and staff send it again', [sentAgain('a')], REFUSED_BEFORE],
    ['refused, sent again, and shown once more', [sentAgain('a'), forStaff('b')], REFUSED_BEFORE],
    ['refused, sent again and taken', [scan('a', 'done', { told: 'rejected' })], known('a')],
    ['refused twice', [refused('a'), refused('b')], REFUSED_BEFORE],
    ['taken, then refused', [scan('a', 'done'), refused('b')], REFUSED_BEFORE],
    ['refused, then taken: welcome', [refused('a'), scan('b', 'done')], known('b')],
    ['refused, then told as saved: welcome', [refused('a'), scan('b', 'pending')], known('b')],
    ['taken, refused, taken', [scan('a', 'done'), refused('b'), scan('c', 'done')], known('a')],
    ['refused, then sent to staff', [refused('a'), forStaff('b')], REFUSED_BEFORE],
    [
      'refused, and sent to staff again and again',
      [refused('a'), forStaff('b'), forStaff('c')],
      REFUSED_BEFORE,
    ],
    [
      'refused, sent to staff, then taken: welcome',
      [refused('a'), scan('b', 'done', { told: 'attention' })],
      known('b'),
    ],
    ['sent to staff because of the key', [forStaff('a')], STAFF_AGAIN],
    ['taken before it was sent to staff', [scan('a', 'done'), forStaff('b')], STAFF_AGAIN],
    ['sent to staff, then told as saved', [forStaff('a'), scan('b', 'pending')], known('b')],
    ['taken at another location', [scan('a', 'done', there)], null],
    ['refused at another location', [refused('a', there)], REFUSED_BEFORE],
    ['refused here, taken elsewhere since', [refused('a'), scan('b', 'done', there)], null],
  ])('%s', (_what, earlier, answer) => {
    expect(toldFromEarlier(earlier)).toEqual(answer);
  });
});
