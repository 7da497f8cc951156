import { expect, test } from 'vitest';
import type { Outbox } from '../../../../electron/core/outbox/outbox.ts';
import type { ScanRow } from '../../../../electron/core/outbox/scan-row.ts';
import { takeOver } from '../../../../electron/core/outbox/take-over.ts';
import { temporaryFolder } from '../../../fixtures/temporary-folder.ts';
import { BOTH, ends, newScan, openOutbox, settlement } from '../../fixtures/opened-outbox.ts';

const DAY = '2026-02-03';

/** Takes over what the copy of an outbox would hold now. */
function takenOver(lost: Outbox, dataDir = temporaryFolder()) {
  const rows = lost.copySource.upTo(Number.MAX_SAFE_INTEGER, 1000);
  const scans = rows.map(({ scan }) => ({ ...scan, knownCode: scan.code }));
  takeOver(dataDir, scans, { secret: 'secret of another device', now: 0 });
  return openOutbox({ dataDir, secret: 'secret of another device' });
}

test('what people were told counts as on the lost device, also of a scan that was sent again', async () => {
  const { outbox } = openOutbox();
  await outbox.accept(newScan({ scanId: 'welcomed' }), { sending: false, told: 'queued' });
  await ends(outbox, 'rejected', { scanId: 'turned-away' });
  await ends(outbox, 'done');
  const [row] = await outbox.claim(BOTH, 1, 0);
  await outbox.settle(row as ScanRow, settlement('rejected'));
  expect(await outbox.sendAgain(null)).toBe(2);
  const counts = outbox.tallies.kinds(DAY);
  expect(counts).toMatchObject([{ admitted: 2, unconfirmed: 2 }]);

  const other = takenOver(outbox);
  expect(other.outbox.tallies.kinds(DAY)).toEqual(counts);
  expect(other.outbox.tallies.slots(DAY)).toEqual(outbox.tallies.slots(DAY));
  expect(other.outbox.history.story('welcomed')?.told).toBe('queued');
  expect(other.outbox.history.story('turned-away')?.told).toBe('rejected');
});

test('a day of which scans were taken over is not offered, because a copy may hold some of its scans alone', async () => {
  const { outbox } = openOutbox();
  await ends(outbox, 'done', { venueDay: '2026-02-02' });
  const before = openOutbox();
  await ends(before.outbox, 'done', { venueDay: '2026-02-01' });
  await ends(before.outbox, 'done', { venueDay: '2026-02-02' });
  expect(before.outbox.tallies.days()).toEqual(['2026-02-02', '2026-02-01']);
  await before.close();
  expect(takenOver(outbox, before.dataDir).outbox.tallies.days()).toEqual(['2026-02-01']);
});
