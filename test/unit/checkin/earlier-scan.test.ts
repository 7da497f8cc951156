import { describe, expect, test } from 'vitest';
import { answerFromEarlier } from '../../../electron/checkin/earlier-scan.ts';
import type { EarlierScan as Earlier, ScanState } from '../../../electron/outbox/scan-row.ts';

type EarlierScan = Pick<Earlier, 'scanId' | 'state' | 'reason'>;

const scan = (
  scanId: string,
  state: ScanState,
  reason: EarlierScan['reason'] = null,
): EarlierScan => ({
  scanId,
  state,
  reason,
});
const refused = (scanId: string) => scan(scanId, 'rejected', 'revoked-badge');

test('a code that this device has not seen is left to Confera', () => {
  expect(answerFromEarlier([])).toBeNull();
});

describe('while Confera is out of reach', () => {
  test.each<ScanState>(['pending', 'sending', 'done'])(
    'a scan that is %s is already in',
    (state) => {
      expect(answerFromEarlier([scan('first', state)])).toEqual({
        outcome: 'already-checked-in',
        scanId: 'first',
        reason: null,
      });
    },
  );

  test('a rejected scan stays rejected, for the same reason', () => {
    expect(answerFromEarlier([refused('first')])).toEqual({
      outcome: 'rejected',
      scanId: 'first',
      reason: 'revoked-badge',
    });
  });

  test('a conflict stays one for staff', () => {
    expect(answerFromEarlier([scan('first', 'attention', 'key-reused')])).toEqual({
      outcome: 'attention',
      scanId: 'first',
      reason: 'key-reused',
    });
  });

  test.each<[string, EarlierScan[], 'already-checked-in' | 'rejected', string]>([
    [
      'the first of several scans counts',
      [scan('a', 'done'), scan('b', 'done')],
      'already-checked-in',
      'a',
    ],
    ['refused, then taken: welcome', [refused('a'), scan('b', 'done')], 'already-checked-in', 'b'],
    [
      'refused, then waiting: welcome',
      [refused('a'), scan('b', 'pending')],
      'already-checked-in',
      'b',
    ],
    ['taken, then refused: refused', [scan('a', 'done'), refused('b')], 'rejected', 'b'],
    ['refused twice: by the last', [refused('a'), refused('b')], 'rejected', 'b'],
    [
      'taken, refused, taken: by the first',
      [scan('a', 'done'), refused('b'), scan('c', 'done')],
      'already-checked-in',
      'a',
    ],
  ])('%s', (_what, earlier, outcome, scanId) => {
    expect(answerFromEarlier(earlier)).toMatchObject({ outcome, scanId });
  });
});
