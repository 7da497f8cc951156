import { describe, expect, test } from 'vitest';
import { newScan, openOutbox, settlement, waits } from '../../fixtures/opened-outbox.ts';

describe('the view scan_log', () => {
  test('has the columns that operators hold on to', () => {
    const { lookAtAll } = openOutbox();
    const columns = lookAtAll("SELECT name FROM pragma_table_info('scan_log')");
    expect(columns.map(({ name }) => name)).toEqual([
      'scan_id',
      'idempotency_key',
      'kind',
      'state',
      'outcome',
      'attempts',
      'location',
      'day',
      'scanned_at',
      'settled_at',
      'last_status',
    ]);
  });

  test('shows a scan, its day only where it was for attendance', async () => {
    const { outbox, look } = openOutbox();
    const badge = newScan({ kind: 'badge', scannedAt: 1_770_000_000_000 });
    const row = await outbox.accept(badge, { sending: true });
    await outbox.settle(row, settlement('done', { at: 1_770_000_000_250 }));
    await waits(outbox, { scanId: 'attendance', kind: 'attendance', venueDay: '2026-02-04' });
    expect(look('SELECT * FROM scan_log WHERE scan_id = ?', badge.scanId)).toEqual({
      scan_id: badge.scanId,
      idempotency_key: badge.idempotencyKey,
      kind: 'badge',
      state: 'done',
      outcome: 'checked-in',
      attempts: 1,
      location: 'gate-a',
      day: null,
      scanned_at: 1_770_000_000_000,
      settled_at: 1_770_000_000_250,
      last_status: 200,
    });
    expect(look('SELECT * FROM scan_log WHERE scan_id = ?', 'attendance')).toMatchObject({
      state: 'pending',
      outcome: null,
      attempts: 0,
      day: '2026-02-04',
      settled_at: null,
      last_status: null,
    });
  });

  test('shows nothing of the code', async () => {
    const { outbox, look } = openOutbox();
    await waits(outbox, { scanId: 'a', code: 'BADGE-12345' });
    const row = look('SELECT * FROM scan_log WHERE scan_id = ?', 'a');
    expect(JSON.stringify(row)).not.toContain('2345');
  });
});
