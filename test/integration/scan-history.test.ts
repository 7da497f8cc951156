import { describe, expect, test } from 'vitest';
import { type History, PAGE_ROWS } from '../../electron/core/outbox/history.ts';
import type { ScanRow } from '../../electron/core/outbox/scan-row.ts';
import { type ScanSearch, tailsOf } from '../../electron/core/outbox/scan-search.ts';
import {
  BOTH,
  DISMISSED,
  endedAttempt,
  ends,
  ids,
  isSent,
  newScan,
  openOutbox,
  settlement,
  waits,
} from '../unit/fixtures/opened-outbox.ts';

const ALL: ScanSearch = { standing: null, kind: null, from: null, to: null, badge: null };
const DAY = '2026-02-03';
const at = (hour: number, minute = 0) => Date.UTC(2026, 1, 3, hour, minute);
const numbered = (from: number, to: number) =>
  Array.from({ length: Math.abs(to - from) + 1 }, (_, n) => `n-${from > to ? from - n : from + n}`);

/** The ids of all scans that a search finds, page by page. */
async function found(history: History, search: Partial<ScanSearch> = {}): Promise<string[]> {
  const all: string[] = [];
  let before: number | null = null;
  do {
    const { scans, next } = await history.page({ ...ALL, ...search }, before);
    all.push(...ids(scans));
    before = next;
  } while (before !== null);
  return all;
}

describe('pages of scans', () => {
  test('an outbox without any has one empty page', async () => {
    const { outbox } = openOutbox();
    expect(await outbox.history.page(ALL, null)).toEqual({ scans: [], next: null });
    expect(await found(outbox.history, { standing: 'waiting' })).toEqual([]);
    expect(await found(outbox.history, { badge: { tails: ['0001'] } })).toEqual([]);
    expect(await found(outbox.history, { from: 0, to: at(9) })).toEqual([]);
  });

  test('are newest first, each scan once, though all have the same time', async () => {
    const { outbox } = openOutbox();
    const count = 2 * PAGE_ROWS + 7;
    for (let n = 1; n <= count; n += 1) await waits(outbox, { scanId: `n-${n}` });
    const first = await outbox.history.page(ALL, null);
    expect(first.scans).toHaveLength(PAGE_ROWS);
    expect(await found(outbox.history)).toEqual(numbered(count, 1));
  });

  test('a page that is just full is the last one', async () => {
    const { outbox } = openOutbox();
    for (let n = 1; n <= PAGE_ROWS; n += 1) await waits(outbox);
    expect((await outbox.history.page(ALL, null)).next).toBeNull();
  });

  test('neither repeat nor miss a scan because others come and old ones go meanwhile', async () => {
    const { outbox } = openOutbox();
    const count = 3 * PAGE_ROWS;
    for (let n = 1; n <= count; n += 1) {
      const scan = { scanId: `n-${n}`, scannedAt: n <= PAGE_ROWS ? at(8) : at(9) };
      await outbox.settle(await isSent(outbox, scan), settlement('done'));
    }
    const first = await outbox.history.page(ALL, null);
    await waits(outbox, { scanId: 'new' });
    await outbox.removeOld({ after: 0, before: at(8, 30), now: at(10), rows: 1000 });
    const second = await outbox.history.page(ALL, first.next);
    expect(ids([...first.scans, ...second.scans])).toEqual(numbered(count, PAGE_ROWS + 1));
    expect(second.next).toBeNull();
  });

  test('go on where their last scan was removed', async () => {
    const { outbox } = openOutbox();
    const old = await ends(outbox, 'done', { scanId: 'old', scannedAt: at(8) });
    await ends(outbox, 'rejected', { scanId: 'refused', scannedAt: at(9) });
    const { id } = await ends(outbox, 'done', { scanId: 'gone', scannedAt: at(8) });
    await outbox.removeOld({ after: old.id, before: at(8, 30), now: at(10), rows: 100 });
    const { scans } = await outbox.history.page(ALL, id);
    expect(ids(scans)).toEqual(['refused', 'old']);
  });

  test('that find nothing among very many scans end early, and say where to go on', async () => {
    const { outbox, somebodyElse } = openOutbox();
    await ends(outbox, 'done', { scanId: 'sought', kind: 'attendance' });
    somebodyElse().exec(`
      WITH RECURSIVE number (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < 45000)
      INSERT INTO scan (scan_id, idempotency_key, destination_id, kind, code_hash, code_tail,
        venue_day, source, scanned_at, state, outcome, attempts)
      SELECT 'many-' || n, n, 1, 'badge', x'00', '', '${DAY}', 'stdin', ${at(9)}, 'done', 'checked-in', 1
      FROM number`);
    const asked = { ...ALL, kind: 'attendance' } as const;
    const first = await outbox.history.page(asked, null);
    expect(first.scans).toEqual([]);
    expect(first.next).not.toBeNull();
    expect(await found(outbox.history, asked)).toEqual(['sought']);
  });
});

describe('filters', () => {
  async function filled() {
    const opened = openOutbox();
    const { outbox } = opened;
    await ends(outbox, 'done', { scanId: 'in', scannedAt: at(9) });
    const again = await isSent(outbox, { scanId: 'again', scannedAt: at(9, 5) });
    await outbox.settle(again, settlement('done', { outcome: 'already-checked-in' }));
    await ends(outbox, 'rejected', { scanId: 'refused', scannedAt: at(9, 10) });
    await ends(outbox, 'rejected', { scanId: 'put-away', scannedAt: at(9, 15) });
    await outbox.dismiss('put-away', DISMISSED);
    await ends(outbox, 'attention', { scanId: 'conflict', scannedAt: at(9, 20) });
    await waits(outbox, { scanId: 'waits', kind: 'attendance', scannedAt: at(9, 25) });
    await isSent(outbox, { scanId: 'is-sent', scannedAt: at(9, 30) });
    return opened;
  }
  const EVERY = ['is-sent', 'waits', 'conflict', 'put-away', 'refused', 'again', 'in'];

  test.each([
    ['checked-in', ['in']],
    ['already-checked-in', ['again']],
    ['rejected', ['refused']],
    ['dismissed', ['put-away']],
    ['attention', ['conflict']],
    ['waiting', ['is-sent', 'waits']],
  ] as const)('by how they stand: %s', async (standing, expected) => {
    const { history } = (await filled()).outbox;
    expect(await found(history, { standing })).toEqual(expected);
    const { scans } = await history.page({ ...ALL, standing }, null);
    expect(new Set(scans.map((scan) => scan.standing))).toEqual(new Set([standing]));
  });

  test('by kind', async () => {
    const { history } = (await filled()).outbox;
    expect(await found(history, { kind: 'attendance' })).toEqual(['waits']);
    expect(await found(history, { kind: 'badge' })).toEqual(EVERY.filter((id) => id !== 'waits'));
  });

  test('by time, of which the end doesn’t count any more', async () => {
    const { history } = (await filled()).outbox;
    expect(await found(history, { from: at(9, 10), to: at(9, 20) })).toEqual([
      'put-away',
      'refused',
    ]);
    expect(await found(history, { from: at(9, 20) })).toEqual(['is-sent', 'waits', 'conflict']);
    expect(await found(history, { to: at(9, 5) })).toEqual(['in']);
    expect(await found(history, { from: at(12) })).toEqual([]);
  });

  test('by several of these together', async () => {
    const { history } = (await filled()).outbox;
    const wanted = { standing: 'waiting', kind: 'badge', from: at(9, 26) } as const;
    expect(await found(history, wanted)).toEqual(['is-sent']);
  });

  test('by time find a scan whose clock was wrong, wherever its row is', async () => {
    const { outbox } = await filled();
    await waits(outbox, { scanId: 'late-row', scannedAt: at(9, 2) });
    await waits(outbox, { scanId: 'today', scannedAt: at(13) });
    expect(await found(outbox.history, { from: at(9), to: at(9, 6) })).toEqual([
      'late-row',
      'again',
      'in',
    ]);
  });

  test('by a time without an end find the scans of all days since, or until, though their rows are mixed', async () => {
    const { outbox } = openOutbox();
    const noon = (day: number) => Date.UTC(2026, 1, day, 12);
    for (const [n, day] of [9, 1, 5, 9, 1, 5].entries()) {
      const venueDay = `2026-02-0${day}`;
      await waits(outbox, { scanId: `n-${n}`, venueDay, scannedAt: noon(day) });
    }
    expect(await found(outbox.history, { from: noon(5) })).toEqual(['n-5', 'n-3', 'n-2', 'n-0']);
    expect(await found(outbox.history, { from: noon(7) })).toEqual(['n-3', 'n-0']);
    expect(await found(outbox.history, { to: noon(3) })).toEqual(['n-4', 'n-1']);
    expect(await found(outbox.history, { from: noon(12) })).toEqual([]);
  });

  test('by time hold in every zone: a venue’s day is not the day of UTC', async () => {
    const { outbox } = openOutbox();
    const scannedAt = Date.UTC(2026, 1, 3, 23);
    await waits(outbox, { scanId: 'ahead', venueDay: '2026-02-04', scannedAt });
    await waits(outbox, { scanId: 'behind', venueDay: '2026-02-03', scannedAt });
    const times = { from: scannedAt, to: scannedAt + 1 };
    expect(await found(outbox.history, times)).toEqual(['behind', 'ahead']);
  });
});

describe('a search', () => {
  test('by the end of a code finds it in either case, on several days, newest first', async () => {
    const { outbox } = openOutbox();
    await waits(outbox, { scanId: 'a', code: 'LONG-BADGE-aB12', venueDay: '2026-02-02' });
    await waits(outbox, { scanId: 'b', code: 'OTHER-BADGE-AB12' });
    await waits(outbox, { scanId: 'c', code: 'OTHER-BADGE-AB13' });
    await waits(outbox, { scanId: 'd', code: 'LONG-BADGE-aB12', venueDay: '2026-02-04' });
    expect(await found(outbox.history, { badge: { tails: tailsOf('ab12') } })).toEqual([
      'd',
      'b',
      'a',
    ]);
  });

  test('by the end of a code finds letters outside ASCII in either case', async () => {
    const { outbox } = openOutbox();
    await waits(outbox, { scanId: 'a', code: 'LONG-BADGE-ÄÖ12' });
    expect(await found(outbox.history, { badge: { tails: tailsOf('äö12') } })).toEqual(['a']);
  });

  test('by the end of a code finds a short code, of which less is kept', async () => {
    const { outbox } = openOutbox();
    await waits(outbox, { scanId: 'a', code: 'AB-123' });
    expect(await found(outbox.history, { badge: { tails: tailsOf('-123') } })).toEqual(['a']);
  });

  test('by a badge finds all its scans over the days and no others, page by page', async () => {
    const { outbox } = openOutbox();
    const days = ['2026-02-01', '2026-02-02', '2026-02-03'];
    const expected: string[] = [];
    for (let n = 1; n <= PAGE_ROWS + 5; n += 1) {
      const venueDay = days[n % 3] as string;
      await ends(outbox, 'done', { scanId: `n-${n}`, code: 'THE-BADGE', venueDay });
      await ends(outbox, 'done', { code: `OTHER-${n}`, venueDay });
      expected.unshift(`n-${n}`);
    }
    const badge = { hashes: [outbox.hashOf('THE-BADGE')] };
    expect(await found(outbox.history, { badge })).toEqual(expected);
    expect(await found(outbox.history, { badge: { hashes: [outbox.hashOf('NONE')] } })).toEqual([]);
  });

  test('may be narrowed like a list', async () => {
    const { outbox } = openOutbox();
    await ends(outbox, 'done', { scanId: 'in', code: 'THE-BADGE', scannedAt: at(9) });
    await ends(outbox, 'rejected', { scanId: 'refused', code: 'THE-BADGE', scannedAt: at(10) });
    const badge = { hashes: [outbox.hashOf('THE-BADGE')] };
    expect(await found(outbox.history, { badge, standing: 'rejected' })).toEqual(['refused']);
    expect(await found(outbox.history, { badge, to: at(9, 30) })).toEqual(['in']);
  });
});

describe('a story', () => {
  test('of a scan that was retried and then refused has its attempts, and no code', async () => {
    const { outbox } = openOutbox();
    const row = await isSent(outbox, { scanId: 'it', code: 'SECRET-CODE-0042', source: 'camera' });
    const timeout = endedAttempt({
      outcome: 'queued',
      reason: 'no-network',
      status: null,
      trouble: 'timeout',
    });
    await outbox.settle(row, settlement('pending', { reason: 'no-network', attempt: timeout }));
    const [again] = await outbox.claim(BOTH, 1, 0);
    const refusal = endedAttempt({
      beganAt: at(9, 5),
      outcome: 'rejected',
      reason: 'unknown-badge',
      status: 404,
      code: 'UNKNOWN_BADGE',
      requestId: 'req-7',
    });
    await outbox.settle(again as ScanRow, settlement('rejected', { attempt: refusal }));
    const story = outbox.history.story('it');
    expect(story).toMatchObject({
      scanId: 'it',
      standing: 'rejected',
      source: 'camera',
      location: 'gate-a',
      told: 'queued',
      attempts: 2,
      refused: true,
      dismissed: null,
      first: null,
      ended: [
        { ...timeout, number: 1 },
        { ...refusal, number: 2 },
      ],
    });
    expect(JSON.stringify(story)).not.toContain('SECRET-CODE');
  });

  test('tells what the person was told, although it was sent again, and so does the export', async () => {
    const { outbox } = openOutbox();
    const told = () => ({
      story: outbox.history.story('it')?.told,
      exported: outbox.scanExport
        .step({ what: 'scans', day: null }, null, (scan) => scan)
        .scans.map((scan) => scan.told),
    });
    await outbox.accept(newScan({ scanId: 'it' }), { sending: false, told: 'queued' });
    const [row] = await outbox.claim(BOTH, 1, 0);
    await outbox.settle(row as ScanRow, settlement('rejected'));
    await outbox.sendAgain('it');
    expect(told()).toEqual({ story: 'queued', exported: ['queued'] });
    await outbox.dismiss('it', DISMISSED);
    const silent = await waits(outbox, { scanId: 'silent' });
    await outbox.claim(BOTH, 2, 0);
    await outbox.settle(silent, settlement('rejected'));
    await outbox.sendAgain('silent');
    expect(outbox.history.story('silent')?.told).toBeNull();
    expect(told().exported).toEqual(['queued', null]);
  });

  test('tells when and why it was dismissed', async () => {
    const { outbox } = openOutbox();
    await ends(outbox, 'rejected', { scanId: 'it' });
    await outbox.dismiss('it', { at: at(10), why: 'turned-away' });
    expect(outbox.history.story('it')).toMatchObject({
      standing: 'dismissed',
      dismissed: { at: at(10), why: 'turned-away' },
    });
  });

  test('names the first scan of the same badge that day', async () => {
    const { outbox } = openOutbox();
    await ends(outbox, 'done', { scanId: 'day-before', code: 'IT', venueDay: '2026-02-02' });
    await ends(outbox, 'done', { scanId: 'first', code: 'IT', scannedAt: at(9) });
    await ends(outbox, 'done', { scanId: 'second', code: 'IT' });
    await ends(outbox, 'done', { scanId: 'third', code: 'IT' });
    const first = { scanId: 'first', at: at(9), location: 'gate-a' };
    expect(outbox.history.story('third')?.first).toEqual(first);
    expect(outbox.history.story('first')?.first).toBeNull();
  });

  test('of a scan that there is not is none', () => {
    const { outbox } = openOutbox();
    expect(outbox.history.story('nobody’s')).toBeNull();
  });
});
