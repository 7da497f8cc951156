import { expect, test } from 'vitest';
import {
  changedScans,
  mergedScans,
} from '../../../../../../renderer/screens/staff/scans/merge-scans.ts';
import type { ListedScan } from '../../../../../../shared/bridge/scans.ts';

function scan(scanId: string, standing: ListedScan['standing'] = 'waiting'): ListedScan {
  return {
    ...{ scanId, standing, codeTail: '0042', kind: 'badge', state: 'pending', outcome: 'queued' },
    ...{ reason: null, attempts: 1, scannedAt: 0, settledAt: null, refused: false },
  };
}

const page = (scans: ListedScan[], next: number | null) => ({ scans, next });

test('new scans come first, those that are listed are shown as they are now, and older ones stay', () => {
  const listed = page([scan('b'), scan('a'), scan('older')], 3);
  const first = page([scan('c'), scan('b', 'checked-in'), scan('a')], 7);
  expect(mergedScans(listed, first)).toEqual(
    page([scan('c'), scan('b', 'checked-in'), scan('a'), scan('older')], 3),
  );
});

test('a scan that is listed no longer goes away, wherever the page would have it', () => {
  const listed = page([scan('d'), scan('c'), scan('b'), scan('a'), scan('older')], 3);
  expect(mergedScans(listed, page([scan('c'), scan('a')], 7))).toEqual(
    page([scan('c'), scan('a'), scan('older')], 3),
  );
});

test('a scan that is listed again comes where it belongs', () => {
  const listed = page([scan('c'), scan('a'), scan('older')], null);
  expect(mergedScans(listed, page([scan('c'), scan('b'), scan('a')], 7))).toEqual(
    page([scan('c'), scan('b'), scan('a'), scan('older')], null),
  );
});

test('a page after which nothing comes is all that there is', () => {
  const listed = page([scan('c'), scan('b'), scan('a')], 3);
  expect(mergedScans(listed, page([scan('b')], null))).toEqual(page([scan('b')], null));
  expect(mergedScans(listed, page([], null))).toEqual(page([], null));
});

test('a list that nothing connects with the newest scans is begun anew', () => {
  expect(mergedScans(page([scan('a')], 3), page([scan('z')], 7))).toEqual(page([scan('z')], 7));
});

test('newest scans of which none is wanted leave the list as it is', () => {
  const listed = page([scan('a')], 3);
  expect(mergedScans(listed, page([], 7))).toEqual(listed);
});

test('what has become known of a scan is shown where all are', () => {
  const scans = [scan('b'), scan('a')];
  const changes = new Map([['a', { standing: 'rejected', reason: 'revoked-badge' } as const]]);
  expect(changedScans(scans, changes, null)).toEqual([
    scan('b'),
    { ...scan('a', 'rejected'), reason: 'revoked-badge' },
  ]);
});

test('a scan that stands otherwise than those in the list goes away', () => {
  const scans = [scan('b'), scan('a')];
  const changes = new Map([
    ['a', { standing: 'checked-in' } as const],
    ['b', { standing: 'waiting', attempts: 2 } as const],
  ]);
  expect(changedScans(scans, changes, 'waiting')).toEqual([{ ...scan('b'), attempts: 2 }]);
});
