import { describe, expect, test } from 'vitest';
import type { NewScan, ScanRow } from '../../../../electron/core/outbox/scan-row.ts';
import {
  BOTH,
  ends,
  ids,
  isSent,
  newScan,
  openOutbox,
  settlement,
  waits,
} from '../../fixtures/opened-outbox.ts';

describe('the size of the backlog', () => {
  test('counts those that nobody waits for an answer to', async () => {
    const { outbox } = openOutbox();
    const seen = [outbox.backlogSize];
    const note = () => seen.push(outbox.backlogSize);
    const sent = await isSent(outbox);
    note();
    await outbox.settle(sent, settlement('pending'));
    note();
    const [again] = await outbox.claim(BOTH, 1, 0);
    note();
    await outbox.settle(again as ScanRow, settlement('pending'));
    note();
    await waits(outbox);
    note();
    for (const row of await outbox.claim(BOTH, 2, 0)) await outbox.settle(row, settlement('done'));
    note();
    expect(seen).toEqual([0, 0, 1, 1, 1, 2, 0]);
  });

  test.each(['done', 'rejected', 'attention'] as const)(
    'is not changed by a first attempt that ends as %s',
    async (state) => {
      const { outbox } = openOutbox();
      await waits(outbox);
      await ends(outbox, state);
      expect(outbox.backlogSize).toBe(1);
    },
  );

  test.each(['done', 'rejected', 'attention'] as const)(
    'goes down when one of its scans ends as %s',
    async (state) => {
      const { outbox } = openOutbox();
      await waits(outbox);
      const [row] = await outbox.claim(BOTH, 1, 0);
      await outbox.settle(row as ScanRow, settlement(state));
      expect(outbox.backlogSize).toBe(0);
    },
  );
});

describe('earlier scans of a code', () => {
  test('are found for the same kind and day, oldest first, with what was told and where', async () => {
    const { outbox } = openOutbox();
    await ends(outbox, 'rejected', { scanId: 'a', code: 'X' });
    await ends(outbox, 'done', { scanId: 'b', code: 'X' });
    const later = newScan({ scanId: 'c', code: 'X', location: 'gate-b' });
    await outbox.accept(later, { sending: false, told: 'attention' });
    const here = { isHere: true, untimed: null, venueDay: later.venueDay };
    expect(outbox.findEarlier(newScan({ code: 'X' }))).toMatchObject([
      { ...here, scanId: 'a', state: 'rejected', reason: 'unknown-badge', told: 'rejected' },
      { ...here, scanId: 'b', state: 'done', reason: null, told: 'checked-in' },
      { ...here, scanId: 'c', state: 'pending', told: 'attention', isHere: false },
    ]);
  });

  test('are found whose day is yet to be settled, and once it is, under that day alone', async () => {
    const { outbox } = openOutbox();
    const untimed = { boot: 'a start', uptime: 5 };
    const { id } = await waits(outbox, { scanId: 'a', code: 'X', untimed });
    const nextDay = newScan({ code: 'X', venueDay: '2026-02-04' });
    expect(outbox.findEarlier(nextDay)).toMatchObject([{ scanId: 'a', untimed }]);
    await outbox.setTimes([{ id, scannedAt: 7, venueDay: '2026-02-04' }]);
    expect(outbox.findEarlier(nextDay)).toMatchObject([{ scannedAt: 7, untimed: null }]);
    expect(outbox.findEarlier(newScan({ code: 'X' }))).toEqual([]);
  });

  test.each<[string, Partial<NewScan>]>([
    ['code', { code: 'Y' }],
    ['case', { code: 'x' }],
    ['kind', { kind: 'attendance' }],
    ['day', { venueDay: '2026-02-04' }],
  ])('are not those of another %s', async (_what, other) => {
    const { outbox } = openOutbox();
    await ends(outbox, 'done', { code: 'X' });
    expect(outbox.findEarlier(newScan({ code: 'X', ...other }))).toEqual([]);
  });

  test('are at the same place where both have none', async () => {
    const { outbox } = openOutbox();
    await waits(outbox, { code: 'X', location: null });
    expect(outbox.findEarlier(newScan({ code: 'X', location: null }))[0]?.isHere).toBe(true);
    expect(outbox.findEarlier(newScan({ code: 'X' }))[0]?.isHere).toBe(false);
  });

  test('are found after the code itself is gone, and after a restart', async () => {
    const first = openOutbox();
    await ends(first.outbox, 'done', { scanId: 'a', code: 'X' });
    await first.close();
    const { outbox } = openOutbox({ dataDir: first.dataDir });
    expect(ids(outbox.findEarlier(newScan({ code: 'X' })))).toEqual(['a']);
  });
});

describe('what staff are shown', () => {
  test('are the latest scans, newest first, with no more of a code than its end', async () => {
    const { outbox } = openOutbox();
    await ends(outbox, 'done', { scanId: 'a', code: 'BADGE-11111' });
    await waits(outbox, { scanId: 'b', code: 'BADGE-22222' });
    await ends(outbox, 'rejected', { scanId: 'c', code: 'BADGE-33333' });
    const recent = outbox.overview.recent(2);
    expect(recent).toMatchObject([
      { scanId: 'c', codeTail: '3333', state: 'rejected', reason: 'unknown-badge', attempts: 1 },
      { scanId: 'b', codeTail: '2222', state: 'pending', outcome: null, settledAt: null },
    ]);
    expect(JSON.stringify(outbox.overview.recent(9))).not.toContain('BADGE');
  });

  test('for attention are conflicts, and what failed twelve times while others passed', async () => {
    const { outbox } = openOutbox();
    await ends(outbox, 'attention', { scanId: 'conflict' });
    for (const failures of [11, 12]) {
      const row = await isSent(outbox, { scanId: `failed-${failures}` });
      await outbox.settle(row, settlement('pending', { failures }));
    }
    await ends(outbox, 'rejected');
    await ends(outbox, 'done');
    expect(ids(outbox.overview.needingAttention(9))).toEqual(['conflict', 'failed-12']);
    expect(outbox.overview.countNeedingAttention()).toBe(2);
    expect(ids(outbox.overview.needingAttention(1))).toEqual(['conflict']);
  });

  test('for attention is what was rejected, once that has stopped the backlog', async () => {
    const { outbox } = openOutbox();
    for (let n = 1; n <= 9; n += 1) await ends(outbox, 'rejected', { scanId: `no-${n}` });
    expect(outbox.overview.needingAttention(99)).toEqual([]);
    await ends(outbox, 'rejected', { scanId: 'no-10' });
    expect(ids(outbox.overview.needingAttention(99))).toEqual(
      Array.from({ length: 10 }, (_, n) => `no-${n + 1}`),
    );
  });

  test('is since when a scan waits', async () => {
    const { outbox } = openOutbox();
    expect(outbox.overview.oldestPendingAt()).toBeNull();
    await waits(outbox, { kind: 'badge', scannedAt: 2000 });
    await waits(outbox, { kind: 'attendance', scannedAt: 1000 });
    await waits(outbox, { kind: 'badge', scannedAt: 3000 });
    expect(outbox.overview.oldestPendingAt()).toBe(1000);
  });
});
