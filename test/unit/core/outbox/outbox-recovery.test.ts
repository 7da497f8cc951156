import { describe, expect, test } from 'vitest';
import {
  BOTH,
  ends,
  ids,
  isSent,
  newScan,
  openOutbox,
  ROW_OF,
  settlement,
  waits,
} from '../../fixtures/opened-outbox.ts';

describe('after a crash', () => {
  test('what was being sent waits again, and may have reached Confera', async () => {
    const first = openOutbox();
    const interrupted = await isSent(first.outbox);
    const waiting = await waits(first.outbox);
    const ended = await ends(first.outbox, 'done');
    await first.close();
    const { outbox, look } = openOutbox({ dataDir: first.dataDir });
    expect(look(ROW_OF, interrupted.scanId)).toMatchObject({ state: 'pending', ambiguous: 1 });
    expect(look(ROW_OF, waiting.scanId)).toMatchObject({ state: 'pending', ambiguous: 0 });
    expect(look(ROW_OF, ended.scanId)).toMatchObject({ state: 'done' });
    expect(outbox.backlogSize).toBe(2);
    expect(await outbox.claim(BOTH, 9, 0)).toMatchObject([
      { scanId: interrupted.scanId, attempts: 2, ambiguous: true },
      { scanId: waiting.scanId, attempts: 1, ambiguous: false },
    ]);
  });

  test('the same key goes with every attempt', async () => {
    const first = openOutbox();
    const { idempotencyKey } = await isSent(first.outbox);
    await first.close();
    const [again] = await openOutbox({ dataDir: first.dataDir }).outbox.claim(BOTH, 1, 0);
    expect(again?.idempotencyKey).toBe(idempotencyKey);
  });

  test('no backoff of the earlier process holds', async () => {
    const first = openOutbox();
    const row = await isSent(first.outbox);
    await first.outbox.settle(row, settlement('pending', { notBefore: 1_000_000 }));
    await first.close();
    const { outbox } = openOutbox({ dataDir: first.dataDir });
    expect(outbox.backlog.dueAt('badge', 0)).toBe(0);
    expect(await outbox.claim(BOTH, 1, 0)).toHaveLength(1);
  });

  test('what was asked for and not yet committed at the closing is on disk', async () => {
    const { outbox, dataDir, close } = openOutbox();
    const accepting = waits(outbox, { scanId: 'last' });
    await close();
    await accepting;
    expect(openOutbox({ dataDir }).look(ROW_OF, 'last')).toBeDefined();
  });
});

describe('scans for another base URL', () => {
  async function withOneElsewhere() {
    const elsewhere = openOutbox({ destination: 'https://old.example' });
    const row = await isSent(elsewhere.outbox, { scanId: 'old', code: 'BADGE-OLD' });
    await elsewhere.outbox.settle(row, settlement('pending', { notBefore: 700 }));
    await ends(elsewhere.outbox, 'rejected', { scanId: 'refused', code: 'BADGE-NO' });
    await elsewhere.close();
    return openOutbox({ dataDir: elsewhere.dataDir, destination: 'https://new.example' });
  }

  test('are kept, counted and never claimed', async () => {
    const { outbox, look } = await withOneElsewhere();
    await waits(outbox, { scanId: 'new' });
    expect(outbox.backlogSize).toBe(2);
    expect(outbox.backlogElsewhere).toBe(1);
    expect(outbox.backlog.count('badge')).toBe(1);
    expect(outbox.overview.counts()).toMatchObject({ pending: 2, rejected: 1 });
    expect(ids(await outbox.claim(BOTH, 9, 1_000_000))).toEqual(['new']);
    expect(look(ROW_OF, 'old')).toMatchObject({ state: 'pending', code: 'BADGE-OLD' });
  });

  test('say nothing about a code here', async () => {
    const { outbox } = await withOneElsewhere();
    expect(outbox.findEarlier(newScan({ code: 'BADGE-OLD' }))).toEqual([]);
  });

  test('are not sent again with those of this one', async () => {
    const { outbox, look } = await withOneElsewhere();
    expect(await outbox.sendAgain(null)).toBe(0);
    expect(await outbox.sendAgain('refused')).toBe(0);
    expect(look(ROW_OF, 'refused')?.state).toBe('rejected');
  });

  test('do not count as waiting the longest here', async () => {
    const { outbox } = await withOneElsewhere();
    expect(outbox.overview.oldestPendingAt()).toBeNull();
  });

  test('are claimed once their base URL is back', async () => {
    const { dataDir, close } = await withOneElsewhere();
    await close();
    const { outbox } = openOutbox({ dataDir, destination: 'https://old.example' });
    expect(outbox.backlogElsewhere).toBe(0);
    expect(ids(await outbox.claim(BOTH, 9, 0))).toEqual(['old']);
  });
});

describe('a row’s own backoff', () => {
  async function withBackoffs(...moments: number[]) {
    const opened = openOutbox();
    for (const notBefore of moments) {
      const row = await isSent(opened.outbox, { scanId: `until-${notBefore}` });
      await opened.outbox.settle(row, settlement('pending', { notBefore }));
    }
    return opened;
  }

  test('holds it back until its moment, and others not at all', async () => {
    const { outbox } = await withBackoffs(500);
    await waits(outbox, { scanId: 'due' });
    expect(ids(await outbox.claim(BOTH, 9, 499))).toEqual(['due']);
    expect(ids(await outbox.claim(BOTH, 9, 500))).toEqual(['until-500']);
  });

  test('names when the next one is due', async () => {
    const { outbox } = await withBackoffs(700, 500);
    expect(outbox.backlog.dueAt('badge', 0)).toBe(500);
    expect(outbox.backlog.dueAt('badge', 499)).toBe(500);
    expect(outbox.backlog.dueAt('badge', 500)).toBe(500);
    await outbox.claim(BOTH, 1, 500);
    expect(outbox.backlog.dueAt('badge', 500)).toBe(700);
    expect(outbox.backlog.dueAt('attendance', 500)).toBeNull();
  });

  test('of a scan that is being sent is waited for no longer', async () => {
    const { outbox } = await withBackoffs(500);
    await outbox.claim(BOTH, 1, 500);
    expect(outbox.backlog.dueAt('badge', 0)).toBeNull();
  });

  test('ends for all after a recovery', async () => {
    const { outbox } = await withBackoffs(500, 700);
    await outbox.makeAllDue();
    expect(outbox.backlog.dueAt('badge', 0)).toBe(0);
    expect(await outbox.claim(BOTH, 9, 0)).toHaveLength(2);
  });
});

test('what waits can be taken out whole, for whichever base URL', async () => {
  const first = openOutbox({ destination: 'https://old.example' });
  const old = newScan({ kind: 'attendance' });
  await first.outbox.accept(old, { sending: false });
  await ends(first.outbox, 'done');
  await first.close();
  const { outbox } = openOutbox({ dataDir: first.dataDir, destination: 'https://new.example' });
  const sent = newScan({ location: null });
  await outbox.accept(sent, { sending: true });
  const { source: _, untimed: __, ...wholeOld } = old;
  const { source: ___, untimed: ____, ...wholeSent } = sent;
  expect([...outbox.overview.waiting()]).toEqual([
    { ...wholeOld, baseUrl: 'https://old.example', state: 'pending' },
    { ...wholeSent, baseUrl: 'https://new.example', state: 'sending' },
  ]);
});
