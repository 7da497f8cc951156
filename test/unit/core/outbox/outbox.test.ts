import { describe, expect, test } from 'vitest';
import { hashCode } from '../../../../electron/core/outbox/code-hash.ts';
import type { ScanRow } from '../../../../electron/core/outbox/scan-row.ts';
import {
  BOTH,
  endedAttempt,
  ends,
  ids,
  isSent,
  newScan,
  openOutbox,
  ROW_OF,
  settlement,
  waits,
} from '../../fixtures/opened-outbox.ts';

describe('accepting a scan', () => {
  test('that waits writes it down as pending, with no attempt', async () => {
    const { outbox, look } = openOutbox();
    const scan = newScan({ kind: 'attendance', code: 'confera-attendance:DAY1' });
    const row = await outbox.accept(scan, { sending: false });
    expect(row).toMatchObject({
      ...scan,
      attempts: 0,
      failures: 0,
      ambiguous: false,
      inBacklog: true,
    });
    expect(look(ROW_OF, scan.scanId)).toMatchObject({
      id: row.id,
      idempotency_key: scan.idempotencyKey,
      kind: 'attendance',
      code: 'confera-attendance:DAY1',
      location: 'gate-a',
      venue_day: '2026-02-03',
      source: 'stdin',
      scanned_at: scan.scannedAt,
      state: 'pending',
      outcome: null,
      attempts: 0,
      ambiguous: 0,
    });
  });

  test('that is sent at once counts the attempt before it leaves', async () => {
    const { outbox, look } = openOutbox();
    const row = await isSent(outbox);
    expect(row).toMatchObject({ attempts: 1, inBacklog: false });
    expect(look(ROW_OF, row.scanId)).toMatchObject({ state: 'sending', attempts: 1 });
  });

  test('is on disk when it is told', async () => {
    const { outbox, look } = openOutbox();
    const accepting = waits(outbox, { scanId: 'a' });
    expect(look(ROW_OF, 'a')).toBeUndefined();
    await accepting;
    expect(look(ROW_OF, 'a')).toBeDefined();
  });

  test('keeps the hash and the end of its code', async () => {
    const { outbox, look } = openOutbox({ secret: 'secret' });
    await waits(outbox, { scanId: 'a', code: 'BADGE-12345' });
    expect(look(ROW_OF, 'a')).toMatchObject({
      code_hash: hashCode('BADGE-12345', 'secret'),
      code_tail: '2345',
    });
  });

  test('works without a location', async () => {
    const { outbox } = openOutbox();
    await waits(outbox, { location: null });
    const [row] = await outbox.claim(BOTH, 1, 0);
    expect(row?.location).toBeNull();
  });
});

describe('claiming', () => {
  test('gives the oldest first, over both kinds, up to the limit', async () => {
    const { outbox } = openOutbox();
    for (const [scanId, kind] of [
      ['a', 'badge'],
      ['b', 'attendance'],
      ['c', 'attendance'],
      ['d', 'badge'],
      ['e', 'badge'],
    ] as const) {
      await waits(outbox, { scanId, kind });
    }
    expect(ids(await outbox.claim(BOTH, 3, 0))).toEqual(['a', 'b', 'c']);
    expect(ids(await outbox.claim(['attendance', 'badge'], 3, 0))).toEqual(['d', 'e']);
    expect(await outbox.claim(BOTH, 3, 0)).toEqual([]);
  });

  test('leaves the other kind alone', async () => {
    const { outbox } = openOutbox();
    await waits(outbox, { scanId: 'a', kind: 'badge' });
    await waits(outbox, { scanId: 'b', kind: 'attendance' });
    expect(ids(await outbox.claim(['attendance'], 9, 0))).toEqual(['b']);
    expect(await outbox.claim([], 9, 0)).toEqual([]);
    expect(outbox.backlog.count('badge')).toBe(1);
  });

  test('counts the attempt on disk before the request can leave', async () => {
    const { outbox, look } = openOutbox();
    const { scanId } = await waits(outbox);
    const [row] = await outbox.claim(BOTH, 1, 0);
    expect(row).toMatchObject({ scanId, attempts: 1, inBacklog: true });
    expect(look(ROW_OF, scanId)).toMatchObject({ state: 'sending', attempts: 1 });
  });

  test('can be taken back: nothing is counted, and the scan is due again', async () => {
    const { outbox, look } = openOutbox();
    const { scanId } = await waits(outbox);
    await outbox.release(await outbox.claim(BOTH, 1, 0));
    expect(look(ROW_OF, scanId)).toMatchObject({ state: 'pending', attempts: 0, ambiguous: 0 });
    expect(outbox.backlogSize).toBe(1);
    const [again] = await outbox.claim(BOTH, 1, 0);
    expect(again).toMatchObject({ scanId, attempts: 1 });
    await outbox.settle(again as ScanRow, settlement('done'));
    await outbox.release([again as ScanRow]);
    expect(look(ROW_OF, scanId)).toMatchObject({ state: 'done', attempts: 1 });
  });

  test('gives everything that an attempt needs, as it was accepted', async () => {
    const { outbox } = openOutbox();
    const scan = newScan({ kind: 'attendance', location: 'Tor Süd', venueDay: '2026-02-04' });
    await outbox.accept(scan, { sending: false });
    const [row] = await outbox.claim(BOTH, 1, 0);
    const { source, scannedAt, ...needed } = scan;
    expect(row).toMatchObject(needed);
  });

  test('never gives one scan twice', async () => {
    const { outbox } = openOutbox();
    await waits(outbox, { scanId: 'a' });
    await waits(outbox, { scanId: 'b' });
    const claims = await Promise.all([1, 1, 1].map((limit) => outbox.claim(BOTH, limit, 0)));
    expect(ids(claims.flat())).toEqual(['a', 'b']);
  });

  test.each(['done', 'rejected', 'attention'] as const)('leaves what is %s', async (state) => {
    const { outbox } = openOutbox();
    await ends(outbox, state);
    expect(await outbox.claim(BOTH, 9, 0)).toEqual([]);
  });
});

test('a second attempt while the person waits is counted, and what is known by then kept', async () => {
  const { outbox, look } = openOutbox();
  const row = await isSent(outbox);
  const second = await outbox.countAttempt(row, true, endedAttempt());
  expect(second).toMatchObject({ attempts: 2, ambiguous: true });
  const third = await outbox.countAttempt(second, false, endedAttempt());
  expect(third).toMatchObject({ attempts: 3, ambiguous: true });
  expect(look(ROW_OF, row.scanId)).toMatchObject({ attempts: 3, ambiguous: 1, state: 'sending' });
});

describe('settling', () => {
  test('as done ends the scan and forgets its code, but neither hash nor end', async () => {
    const { outbox, look } = openOutbox({ secret: 'secret' });
    const row = await isSent(outbox, { code: 'BADGE-12345' });
    await outbox.settle(row, settlement('done', { ambiguous: true, at: 1_770_000_000_000 }));
    expect(look(ROW_OF, row.scanId)).toMatchObject({
      state: 'done',
      outcome: 'checked-in',
      reason: null,
      code: null,
      code_hash: hashCode('BADGE-12345', 'secret'),
      code_tail: '2345',
      ambiguous: 1,
      last_status: 200,
      settled_at: 1_770_000_000_000,
    });
  });

  test('as rejected keeps the code and what Confera said', async () => {
    const { outbox, look } = openOutbox();
    const row = await isSent(outbox, { code: 'BADGE-12345' });
    await outbox.settle(row, settlement('rejected', { code: 'UNKNOWN_BADGE', at: 5 }));
    expect(look(ROW_OF, row.scanId)).toMatchObject({
      state: 'rejected',
      outcome: 'rejected',
      reason: 'unknown-badge',
      code: 'BADGE-12345',
      last_status: 404,
      last_code: 'UNKNOWN_BADGE',
      settled_at: 5,
    });
  });

  test('as a conflict keeps the code for the person who looks at it', async () => {
    const { outbox, look } = openOutbox();
    const row = await isSent(outbox, { code: 'BADGE-12345' });
    await outbox.settle(row, settlement('attention', { at: 5 }));
    expect(look(ROW_OF, row.scanId)).toMatchObject({
      state: 'attention',
      code: 'BADGE-12345',
      settled_at: 5,
    });
  });

  test('as pending keeps it for the next attempt, with no end', async () => {
    const { outbox, look } = openOutbox();
    const row = await isSent(outbox, { code: 'BADGE-12345' });
    await outbox.settle(row, settlement('pending', { failures: 3, ambiguous: true, status: null }));
    expect(look(ROW_OF, row.scanId)).toMatchObject({
      state: 'pending',
      outcome: 'queued',
      code: 'BADGE-12345',
      last_status: null,
      settled_at: null,
    });
    const [again] = await outbox.claim(BOTH, 1, 0);
    expect(again).toMatchObject({ attempts: 2, failures: 3, ambiguous: true });
  });

  test('is on disk when it is told', async () => {
    const { outbox, look } = openOutbox();
    const row = await isSent(outbox);
    const settling = outbox.settle(row, settlement('done'));
    expect(look(ROW_OF, row.scanId)?.state).toBe('sending');
    await settling;
    expect(look(ROW_OF, row.scanId)?.state).toBe('done');
  });
});
