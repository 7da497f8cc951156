import { expect, test } from 'vitest';
import { mergedScans } from '../../../../../../renderer/screens/staff/scans/merge-scans.ts';
import type { ListedScan } from '../../../../../../shared/bridge/scans.ts';

function scan(scanId: string, standing: ListedScan['standing'] = 'waiting'): ListedScan {
  return {
    ...{ scanId, standing, codeTail: '0042', kind: 'badge', state: 'pending', outcome: 'queued' },
    ...{ reason: null, attempts: 1, scannedAt: 0, settledAt: null, refused: false },
  };
}

test('new scans come first, and those that are listed are shown as they are now', () => {
  const listed = [scan('b'), scan('a'), scan('older')];
  const merged = mergedScans(listed, [scan('c'), scan('b', 'checked-in'), scan('a')]);
  expect(merged).toEqual([scan('c'), scan('b', 'checked-in'), scan('a'), scan('older')]);
});

test('a list that nothing connects with the newest scans is begun anew', () => {
  expect(mergedScans([scan('a')], [scan('z')])).toBeNull();
});

test('an empty list takes what there is', () => {
  expect(mergedScans([], [scan('a')])).toEqual([scan('a')]);
});
