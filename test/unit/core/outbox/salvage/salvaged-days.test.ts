import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { markSuspect } from '../../../../../electron/core/outbox/database/damage.ts';
import { changed, type Files, PAGE, placed } from '../../../fixtures/database-files.ts';
import { ends, openOutbox } from '../../../fixtures/opened-outbox.ts';

const DAYS = ['2026-02-01', '2026-02-02', '2026-02-03'];
const noon = (day: string) => Date.parse(`${day}T12:00Z`);

/** A closed database with scans of three days. Of the first one the oldest scan was removed because of its age. */
async function threeDays() {
  const { outbox, dataDir, close, lookAtAll } = openOutbox();
  for (const venueDay of DAYS) {
    const scannedAt = noon(venueDay);
    await ends(outbox, 'done', { venueDay, scannedAt: scannedAt - 1 });
    await Promise.all(
      Array.from({ length: 20 }, () => ends(outbox, 'done', { venueDay, scannedAt })),
    );
  }
  const before = noon('2026-02-01');
  await outbox.removeOld({ after: 0, before, now: noon('2026-02-03'), rows: 1 });
  const leaves = lookAtAll(
    `SELECT pageno AS page FROM dbstat WHERE name = 'scan' AND pagetype = 'leaf'`,
  );
  const days = outbox.tallies.days();
  await close();
  return { days, leaves, file: readFileSync(path.join(dataDir, 'kiosk.db')) };
}

/** The days that are offered after a start with damaged files, in which a statement has met the damage before. */
function daysOf(files: Files) {
  const dataDir = placed(files);
  markSuspect(dataDir);
  const { outbox } = openOutbox({ dataDir });
  return { days: outbox.tallies.days(), lost: outbox.salvage?.lost };
}

test('a salvage offers the days that are whole, and none once any scan is lost', async () => {
  const { days, leaves, file } = await threeDays();
  expect(days).toEqual(['2026-02-03', '2026-02-02']);
  const wiped = (page: number) => ({
    'kiosk.db': changed(file, (b) => b.fill(0, (page - 1) * PAGE, page * PAGE)),
  });
  expect(daysOf(wiped(1))).toEqual({ days, lost: 0 });
  expect(leaves.length).toBeGreaterThan(2);
  const { lost, days: offered } = daysOf(wiped(Number(leaves[1]?.page)));
  expect(lost).toBeGreaterThan(0);
  expect(lost).toBeLessThan(60);
  expect(offered).toEqual([]);
});
