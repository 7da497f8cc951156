import { describe, expect, test } from 'vitest';
import type { ScanRow } from '../../../../electron/core/outbox/scan-row.ts';
import { BOTH, endedAttempt, isSent, settlement } from '../../fixtures/opened-outbox.ts';
import { sharedOutbox } from '../../fixtures/shared-outbox.ts';

const opened = sharedOutbox();
const attempts = () => opened.lookAtAll('SELECT * FROM attempt ORDER BY scan_row, number');

describe('an attempt', () => {
  test('is written down with the end that it brings', async () => {
    const { outbox } = opened;
    const row = await isSent(outbox);
    const attempt = endedAttempt({
      beganAt: 1_770_000_000_000,
      ms: 812,
      outcome: 'rejected',
      reason: 'unknown-badge',
      status: 404,
      code: 'UNKNOWN_BADGE',
      requestId: 'req-1',
    });
    await outbox.settle(row, settlement('rejected', { attempt }));
    expect(attempts()).toEqual([
      {
        scan_row: row.id,
        number: 1,
        began_at: 1_770_000_000_000,
        ms: 812,
        outcome: 'rejected',
        reason: 'unknown-badge',
        status: 404,
        code: 'UNKNOWN_BADGE',
        trouble: null,
        request_id: 'req-1',
      },
    ]);
  });

  test('that another one follows at once is written down when that is counted', async () => {
    const { outbox } = opened;
    const row = await isSent(outbox);
    const first = endedAttempt({ outcome: 'queued', reason: 'no-network', trouble: 'timeout' });
    const second = await outbox.countAttempt(row, true, first);
    await outbox.settle(second, settlement('done'));
    expect(attempts()).toMatchObject([
      { number: 1, outcome: 'queued', trouble: 'timeout' },
      { number: 2, outcome: 'checked-in', trouble: null },
    ]);
  });

  test('goes with its scan', async () => {
    const { outbox } = opened;
    const row = await isSent(outbox, { scannedAt: 0 });
    await outbox.settle(row, settlement('done'));
    await outbox.removeOld({ after: 0, before: 1, now: 2, rows: 10 });
    expect(attempts()).toEqual([]);
  });
});

test('of very many attempts the first five and the last twenty are kept', async () => {
  const { outbox } = opened;
  await outbox.settle(await isSent(outbox), settlement('pending'));
  for (let attempt = 2; attempt <= 40; attempt += 1) {
    const [row] = await outbox.claim(BOTH, 1, 0);
    await outbox.settle(row as ScanRow, settlement('pending'));
  }
  const kept = Array.from({ length: 40 }, (_, n) => n + 1).filter((n) => n <= 5 || n > 20);
  expect(attempts().map(({ number }) => number)).toEqual(kept);
});
