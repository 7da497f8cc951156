import { describe, expect, test } from 'vitest';
import type { Outbox } from '../../../../electron/core/outbox/outbox.ts';
import type { ScanRow } from '../../../../electron/core/outbox/scan-row.ts';
import {
  BOTH,
  DISMISSED,
  ends,
  ids,
  isSent,
  openOutbox,
  ROW_OF,
  settlement,
} from '../../fixtures/opened-outbox.ts';

describe('rejections in a row', () => {
  async function rejectInARow(outbox: Outbox, times: number) {
    for (let n = 0; n < times; n += 1) await ends(outbox, 'rejected');
  }

  test('are counted until Confera takes a scan', async () => {
    const { outbox } = openOutbox();
    await rejectInARow(outbox, 9);
    expect(outbox.backlog.rejectedInARow()).toBe(9);
    await ends(outbox, 'done');
    expect(outbox.backlog.rejectedInARow()).toBe(0);
    await rejectInARow(outbox, 1);
    expect(outbox.backlog.rejectedInARow()).toBe(1);
  });

  test('of one code count once, over a restart too, until a success or a person begins anew', async () => {
    const first = openOutbox();
    for (let n = 0; n < 12; n += 1) await ends(first.outbox, 'rejected', { code: 'SAME' });
    expect(first.outbox.backlog.rejectedInARow()).toBe(1);
    await ends(first.outbox, 'rejected', { code: 'OTHER' });
    await first.close();
    const { outbox } = openOutbox({ dataDir: first.dataDir });
    await ends(outbox, 'rejected', { code: 'SAME' });
    expect(outbox.backlog.rejectedInARow()).toBe(2);
    await ends(outbox, 'done');
    await ends(outbox, 'rejected', { code: 'SAME' });
    expect(outbox.backlog.rejectedInARow()).toBe(1);
    await outbox.resumeBacklog();
    await ends(outbox, 'rejected', { code: 'SAME' });
    expect(outbox.backlog.rejectedInARow()).toBe(1);
    await outbox.sendAgain(null);
    await ends(outbox, 'rejected', { code: 'SAME' });
    expect(outbox.backlog.rejectedInARow()).toBe(1);
  });

  test('of a code that was put away still count, and the same code again adds nothing', async () => {
    const { outbox } = openOutbox();
    const { scanId } = await ends(outbox, 'rejected', { code: 'SAME' });
    await outbox.dismiss(scanId, DISMISSED);
    await ends(outbox, 'rejected', { code: 'SAME' });
    expect(outbox.backlog.rejectedInARow()).toBe(1);
  });

  test('of one code at two addresses count at each', async () => {
    const one = openOutbox();
    await ends(one.outbox, 'rejected', { code: 'SAME' });
    await one.close();
    const { outbox } = openOutbox({ dataDir: one.dataDir, destination: 'https://other.example' });
    await ends(outbox, 'rejected', { code: 'SAME' });
    expect(outbox.backlog.rejectedInARow()).toBe(1);
  });

  test.each(['pending', 'attention'] as const)('are not ended by what is %s', async (state) => {
    const { outbox } = openOutbox();
    await rejectInARow(outbox, 3);
    await ends(outbox, state);
    expect(outbox.backlog.rejectedInARow()).toBe(3);
  });

  test("are each destination's own: a mended address starts afresh", async () => {
    const wrong = openOutbox();
    await rejectInARow(wrong.outbox, 10);
    await wrong.close();
    const right = openOutbox({ dataDir: wrong.dataDir, destination: 'https://right.example' });
    expect(right.outbox.backlog.rejectedInARow()).toBe(0);
  });

  test('that reached ten are ended by no success any more', async () => {
    const { outbox } = openOutbox();
    await rejectInARow(outbox, 10);
    await ends(outbox, 'done');
    expect(outbox.backlog.rejectedInARow()).toBe(10);
  });

  test('are counted over a restart', async () => {
    const first = openOutbox();
    await rejectInARow(first.outbox, 10);
    await first.close();
    expect(openOutbox({ dataDir: first.dataDir }).outbox.backlog.rejectedInARow()).toBe(10);
  });
});

describe('sending again what was refused', () => {
  test('takes all of it, and reopens a stopped backlog', async () => {
    const { outbox, look } = openOutbox();
    const refused: string[] = [];
    for (let n = 0; n < 10; n += 1) refused.push((await ends(outbox, 'rejected')).scanId);
    const conflict = await ends(outbox, 'attention');
    const done = await ends(outbox, 'done');
    expect(await outbox.sendAgain(null)).toBe(11);
    expect(outbox.backlog.rejectedInARow()).toBe(0);
    expect(outbox.backlogSize).toBe(11);
    expect(look(ROW_OF, done.scanId)?.state).toBe('done');
    expect(ids(await outbox.claim(BOTH, 99, 0))).toEqual([...refused, conflict.scanId]);
  });

  test('makes it pending in every respect', async () => {
    const { outbox, look } = openOutbox();
    const { scanId } = await ends(outbox, 'rejected');
    await outbox.sendAgain(null);
    expect(look(ROW_OF, scanId)).toMatchObject({
      state: 'pending',
      outcome: 'queued',
      settled_at: null,
      not_before: 0,
    });
    const [row] = await outbox.claim(BOTH, 1, 0);
    expect(row).toMatchObject({ scanId, attempts: 2, inBacklog: true });
    await outbox.settle(row as ScanRow, settlement('done'));
    expect(outbox.backlogSize).toBe(0);
  });

  test('of one scan leaves the others', async () => {
    const { outbox, look } = openOutbox();
    await ends(outbox, 'rejected', { scanId: 'a' });
    await ends(outbox, 'rejected', { scanId: 'b' });
    expect(await outbox.sendAgain('b')).toBe(1);
    expect(look(ROW_OF, 'a')?.state).toBe('rejected');
    expect(ids(await outbox.claim(BOTH, 9, 0))).toEqual(['b']);
  });

  test('of one scan that backs off makes it due, and counts nothing twice', async () => {
    const { outbox } = openOutbox();
    const row = await isSent(outbox, { scanId: 'a' });
    await outbox.settle(row, settlement('pending', { notBefore: 300_000 }));
    expect(await outbox.sendAgain('a')).toBe(1);
    expect(outbox.backlogSize).toBe(1);
    expect(ids(await outbox.claim(BOTH, 9, 0))).toEqual(['a']);
  });

  test('keeps its key, so that a repeat is known, unless the key is the trouble', async () => {
    const { outbox } = openOutbox();
    await ends(outbox, 'rejected', { idempotencyKey: 'kept' });
    await ends(outbox, 'attention', { idempotencyKey: 'used up' });
    await outbox.sendAgain(null);
    const [rejected, conflict] = await outbox.claim(BOTH, 9, 0);
    expect(rejected?.idempotencyKey).toBe('kept');
    expect(conflict?.idempotencyKey).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
  });

  test('of what is not there changes nothing', async () => {
    const { outbox } = openOutbox();
    expect(await outbox.sendAgain(null)).toBe(0);
    expect(await outbox.sendAgain('unknown')).toBe(0);
    expect(outbox.backlogSize).toBe(0);
  });
});

describe('a refused scan that is put away', () => {
  test.each(['rejected', 'attention'] as const)(
    'after %s loses its code and is done with',
    async (state) => {
      const { outbox, look } = openOutbox();
      const row = await ends(outbox, state);
      expect(outbox.overview.recent(1)).toMatchObject([{ refused: true }]);
      expect(await outbox.dismiss(row.scanId, DISMISSED)).toBe(true);
      expect(look(ROW_OF, row.scanId)).toMatchObject({ state: 'rejected', code: null });
      expect(outbox.overview.countNeedingAttention()).toBe(0);
      expect(outbox.overview.recent(1)).toMatchObject([{ refused: false }]);
      expect(await outbox.sendAgain(null)).toBe(0);
      expect(await outbox.sendAgain(row.scanId)).toBe(0);
      expect(await outbox.dismiss(row.scanId, DISMISSED)).toBe(false);
    },
  );

  test('is no longer listed where rejections have stopped the backlog', async () => {
    const { outbox } = openOutbox();
    const rows: ScanRow[] = [];
    for (let n = 0; n < 10; n += 1) rows.push(await ends(outbox, 'rejected'));
    const [first, ...others] = rows;
    await outbox.dismiss(first?.scanId ?? '', DISMISSED);
    expect(ids(outbox.overview.needingAttention(20))).toEqual(ids(others));
  });

  test('cannot be one that still waits', async () => {
    const { outbox, look } = openOutbox();
    const row = await ends(outbox, 'pending');
    expect(await outbox.dismiss(row.scanId, DISMISSED)).toBe(false);
    expect(look(ROW_OF, row.scanId)).toMatchObject({ state: 'pending', code: row.code });
  });
});
